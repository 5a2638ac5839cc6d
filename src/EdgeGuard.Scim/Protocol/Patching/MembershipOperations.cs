namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// Collects membership changes in order and joins neighbours of one kind: providers send a thousand operations of one member
/// each, and the store should make one change of them.
/// </summary>
internal sealed class MembershipOperations
{
    private readonly List<MembershipOperation> _all = [];

    private readonly List<string> _members = [];

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private MembershipKind? _open;

    /// <summary>What was appended, as few operations as it takes.</summary>
    public IReadOnlyList<MembershipOperation> All
    {
        get
        {
            Close();
            return _all;
        }
    }

    public void Append(MembershipKind kind, IReadOnlyList<string> members)
    {
        // Adding or removing nobody is nothing to do; a replacement by nobody is.
        if (members.Count == 0 && kind is MembershipKind.Add or MembershipKind.Remove)
            return;
        if (_open != kind || kind is MembershipKind.Replace)
            Close();
        _open = kind;
        foreach (string member in members)
        {
            if (_seen.Add(member))
                _members.Add(member);
        }
    }

    private void Close()
    {
        if (_open is { } kind)
            _all.Add(new MembershipOperation(kind, [.. _members]));
        _open = null;
        _members.Clear();
        _seen.Clear();
    }
}
