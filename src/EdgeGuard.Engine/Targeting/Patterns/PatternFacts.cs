namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>What has to be known of a whole pattern before its first character can be read: how many groups it captures, and their names.</summary>
internal sealed class PatternFacts
{
    public PatternFacts(string pattern)
    {
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass:
                    Open(pattern, i + 1);
                    break;
            }
        }
    }

    /// <summary>Capturing groups, named ones included.</summary>
    public int Captures { get; private set; }

    /// <summary>Names and the numbers of their groups, as far as they are well-formed.</summary>
    public Dictionary<string, int> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether any group begins like a named one; only then <c>\k</c> means something.</summary>
    public bool HasNames { get; private set; }

    /// <summary>True when some name stands twice, which is an error.</summary>
    public bool HasRepeatedName { get; private set; }

    private void Open(string pattern, int place)
    {
        if (place >= pattern.Length || pattern[place] != '?')
        {
            Captures++;
            return;
        }

        // (?<= and (?<! look behind; any other (?< begins a name.
        if (place + 2 >= pattern.Length || pattern[place + 1] != '<' || pattern[place + 2] is '=' or '!')
            return;
        Captures++;
        HasNames = true;
        var end = place + 2;
        if (GroupName.TryRead(pattern, ref end, out var name))
            HasRepeatedName |= !Names.TryAdd(name, Captures);
    }
}
