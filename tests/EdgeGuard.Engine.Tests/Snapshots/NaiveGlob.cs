namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>Permission patterns (SEMANTICS section 7): a star is any run of characters, everything else is itself.</summary>
internal static class NaiveGlob
{
    public static bool IsMatch(string pattern, string name)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
            return pattern == name;
        if (name.Length < pieces[0].Length + pieces[^1].Length || !name.StartsWith(pieces[0], StringComparison.Ordinal) ||
            !name.EndsWith(pieces[^1], StringComparison.Ordinal))
        {
            return false;
        }

        // Each piece between stars at its first place leaves the most room for the next.
        var rest = name[pieces[0].Length..^pieces[^1].Length];
        foreach (var piece in pieces[1..^1])
        {
            var at = rest.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
                return false;
            rest = rest[(at + piece.Length)..];
        }

        return true;
    }
}
