namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// Nets membership changes as they come: of each id only the last word counts, and what replaces or clears the members makes everything
/// before it moot. However many operations a PATCH has, the store makes at most one change of each kind of them: it has one writer for
/// all tenants. An id that is added and taken out again is not looked up, so that it need not exist.
/// </summary>
internal sealed class MembershipOperations
{
    /// <summary>The last word on each id: true when it is a member. In the order of the first mention.</summary>
    private Dictionary<string, bool> _words = new(StringComparer.Ordinal);

    /// <summary>What the members were set to before those words; null when they were not.</summary>
    private MembershipKind? _barrier;

    /// <summary>What was appended, as few operations as it takes: a replacement, a removal of all, or a removal and an addition.</summary>
    public IReadOnlyList<MembershipOperation> All
    {
        get
        {
            var (added, removed) = (Ids(isMember: true), Ids(isMember: false));
            if (_barrier is MembershipKind.RemoveAll && added.Count == 0)
                return [new MembershipOperation(MembershipKind.RemoveAll, [])];
            if (_barrier is not null)
                return [new MembershipOperation(MembershipKind.Replace, added)];

            var result = new List<MembershipOperation>(2);
            if (removed.Count > 0)
                result.Add(new MembershipOperation(MembershipKind.Remove, removed));
            if (added.Count > 0)
                result.Add(new MembershipOperation(MembershipKind.Add, added));
            return result;
        }
    }

    public void Append(MembershipKind kind, IReadOnlyList<string> members)
    {
        if (kind is MembershipKind.Replace or MembershipKind.RemoveAll)
        {
            // Not cleared: clearing costs what the dictionary once held, and a PATCH may alternate.
            if (_words.Count > 0)
                _words = new Dictionary<string, bool>(StringComparer.Ordinal);
            _barrier = kind;
        }

        foreach (string member in members)
            _words[member] = kind is not MembershipKind.Remove;
    }

    private List<string> Ids(bool isMember) => [.. _words.Where(word => word.Value == isMember).Select(word => word.Key)];
}
