using System.Globalization;

namespace EdgeGuard.Engine.Targeting.Patterns;

// What a backslash begins, outside of classes and inside.
internal sealed partial class PatternTranslator
{
    private bool? _backReferences;

    private bool ReadEscape()
    {
        switch (Peek(1))
        {
            case null:
                return false;
            case 'd' or 'D' or 's' or 'S' or 'w' or 'W':
                WriteSet(CharSet.Named(pattern[_place + 1]));
                _place += 2;
                return true;
            case 'k' when _facts.HasNames:
                return ReadNamedReference();
            case >= '1' and <= '9' when TryReadReference(_place, out var group, out var length):
                _place += length;
                WriteReference(group);
                return true;
            default:
                WriteLiteral(ReadCharacter(inClass: false));
                return true;
        }
    }

    private bool ReadNamedReference()
    {
        if (Peek(2) is not '<')
            return false;
        _place += 3;
        if (!GroupName.TryRead(pattern, ref _place, out var name) || !_facts.Names.TryGetValue(name, out var group))
            return false;
        WriteReference(group);
        return true;
    }

    /// <summary>A group that took no part matches as empty, which .NET takes for a failure.</summary>
    private void WriteReference(int group)
    {
        _automaton.Fail();
        _output.Append(CultureInfo.InvariantCulture, $"(?({group})\\{group}|)");
    }

    /// <summary>Decimal digits behind a backslash refer back when there are that many groups; else they are an octal or plain digit.</summary>
    private bool TryReadReference(int place, out int group, out int length)
    {
        long value = 0;
        length = 1;
        for (; place + length < pattern.Length && char.IsAsciiDigit(pattern[place + length]); length++)
            value = Math.Min((value * 10) + pattern[place + length] - '0', int.MaxValue);
        group = (int)value;
        return group <= _facts.Captures;
    }

    private bool FindBackReference()
    {
        for (var i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] != '\\')
                continue;
            if ((pattern[i + 1] is >= '1' and <= '9' && TryReadReference(i, out _, out _)) || (pattern[i + 1] == 'k' && _facts.HasNames))
                return true;
            i++;
        }

        return false;
    }

    /// <summary>Reads an escape that stands for one character; the reading stands at a backslash that is not the last character.</summary>
    private int ReadCharacter(bool inClass)
    {
        var escaped = pattern[_place + 1];
        switch (escaped)
        {
            case 'f' or 'n' or 'r' or 't' or 'v':
                _place += 2;
                return escaped switch { 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => '\v' };
            case 'b' when inClass:
                _place += 2;
                return '\b';
            case 'c':
                return ReadControl(inClass);
            case >= '0' and <= '7':
                _place++;
                return ReadOctal();
            case 'x' when TryReadHex(digits: 2, out var value):
                _place += 4;
                return value;
            case 'u' when TryReadHex(digits: 4, out var unit):
                _place += 6;
                return unit;
            default:
                _place += 2;
                return escaped;
        }
    }

    /// <summary><c>\c</c> and a letter, in classes a digit or underscore as well; otherwise the backslash is literal, and the c comes next.</summary>
    private int ReadControl(bool inClass)
    {
        if (Peek(2) is { } letter && (char.IsAsciiLetter(letter) || (inClass && (char.IsAsciiDigit(letter) || letter == '_'))))
        {
            _place += 3;
            return letter & 31;
        }

        _place++;
        return '\\';
    }

    /// <summary>Up to three octal digits, at most 377.</summary>
    private int ReadOctal()
    {
        var value = 0;
        for (var digits = 0; digits < 3 && Peek(0) is >= '0' and <= '7' and var digit && (value * 8) + digit - '0' <= 0xFF; digits++)
        {
            value = (value * 8) + digit - '0';
            _place++;
        }

        return value;
    }

    private bool TryReadHex(int digits, out int value)
    {
        value = 0;
        return _place + 2 + digits <= pattern.Length &&
            int.TryParse(pattern.AsSpan(_place + 2, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
