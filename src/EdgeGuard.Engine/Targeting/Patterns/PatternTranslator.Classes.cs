namespace EdgeGuard.Engine.Targeting.Patterns;

// Character classes.
internal sealed partial class PatternTranslator
{
    private bool ReadClass()
    {
        _place++;
        var negated = Peek(0) is '^';
        if (negated)
            _place++;

        var set = new List<(int First, int Last)>();
        while (Peek(0) is not ']')
        {
            if (!ReadClassAtom(set, out var first))
                return false;
            if (Peek(0) is not '-' || Peek(1) is null)
            {
                Add(set, first);
                continue;
            }

            _place++;
            if (Peek(0) is ']')
            {
                Add(set, first);
                Add(set, '-');
                continue;
            }

            if (!ReadClassAtom(set, out var last))
                return false;
            if (first is null || last is null)
            {
                // A range needs two characters; beside a class the hyphen is one itself.
                Add(set, first);
                Add(set, last);
                Add(set, '-');
            }
            else if (first > last)
            {
                return false;
            }
            else
            {
                set.Add((first.Value, last.Value));
            }
        }

        _place++;
        WriteSet(new CharSet(set, negated));
        return true;
    }

    /// <summary>Reads one character, or adds the class that is named and answers null.</summary>
    private bool ReadClassAtom(List<(int First, int Last)> set, out int? character)
    {
        character = null;
        if (Peek(0) is not { } first)
            return false;
        if (first != '\\')
        {
            _place++;
            character = first;
            return true;
        }

        switch (Peek(1))
        {
            case null:
            case 'k' when _facts.HasNames:
                return false;
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W':
                set.AddRange(CharSet.Named(pattern[_place + 1]).Ranges);
                _place += 2;
                return true;
            default:
                character = ReadCharacter(inClass: true);
                return true;
        }
    }

    private static void Add(List<(int First, int Last)> set, int? character)
    {
        if (character is { } one)
            set.Add((one, one));
    }
}
