namespace EdgeGuard.Engine.Matching;

/// <summary>
/// A pattern with <c>*</c> in it: each stands for any run of characters, none included; everything else is literal and compared by
/// UTF-16 code unit (SEMANTICS section 7.2). The pieces between the stars are looked for from left to right, each at its first
/// place, which is always right for this language and never backtracks. Immutable.
/// </summary>
internal sealed class Glob
{
    private readonly string _first;
    private readonly string[] _middle;
    private readonly string _last;

    /// <summary>From a pattern that holds at least one <c>*</c>.</summary>
    public Glob(string pattern)
    {
        var pieces = pattern.Split('*');
        _first = pieces[0];
        _last = pieces[^1];
        _middle = pieces[1..^1].Where(piece => piece.Length > 0).ToArray();
    }

    public bool IsMatch(ReadOnlySpan<char> name)
    {
        if (name.Length < _first.Length + _last.Length || !name.StartsWith(_first) || !name.EndsWith(_last))
            return false;

        var rest = name[_first.Length..^_last.Length];
        foreach (var piece in _middle)
        {
            var at = rest.IndexOf(piece);
            if (at < 0)
                return false;
            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
