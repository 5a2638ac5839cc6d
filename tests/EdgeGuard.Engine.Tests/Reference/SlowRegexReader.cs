using System.Globalization;
using System.Text.RegularExpressions;
using Part = EdgeGuard.Engine.Tests.Reference.SlowRegex.Part;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Reads a pattern of <see cref="SlowRegex"/>.</summary>
internal sealed partial class SlowRegexReader
{
    private const string Spaces = "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private readonly string _pattern;
    private int _at;

    private SlowRegexReader(string pattern) => _pattern = pattern;

    private char Next => _at < _pattern.Length ? _pattern[_at] : '\0';

    /// <summary>Null for an invalid pattern.</summary>
    public static Part? Read(string pattern)
    {
        try
        {
            var reader = new SlowRegexReader(pattern);
            var part = reader.Alternatives();
            return reader._at == pattern.Length ? part : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private Part Alternatives()
    {
        var parts = new List<Part> { Alternative() };
        while (Take("|"))
            parts.Add(Alternative());
        return SlowRegex.Either(parts);
    }

    private Part Alternative()
    {
        var parts = new List<Part>();
        while (_at < _pattern.Length && Next is not ('|' or ')'))
            parts.Add(Term());
        return SlowRegex.Sequence(parts);
    }

    private Part Term()
    {
        if (Take("^"))
            return SlowRegex.Where((_, at) => at == 0);
        if (Take("$"))
            return SlowRegex.Where((text, at) => at == text.Length);

        var atom = Atom();
        var counts = Braces.Match(_pattern, _at);
        var (least, most) = Next switch
        {
            '*' => (0, int.MaxValue),
            '+' => (1, int.MaxValue),
            '?' => (0, 1),
            '{' when !counts.Success => throw new FormatException(),
            '{' when counts.Groups["open"].Success => (Number(counts.Groups["least"]), int.MaxValue),
            '{' => (Number(counts.Groups["least"]), Number(counts.Groups[counts.Groups["most"].Success ? "most" : "least"])),
            _ => (1, 1),
        };
        if (least > most)
            throw new FormatException();
        if (Next is '*' or '+' or '?')
            _at++;
        else if (Next == '{')
            _at += counts.Length;
        else
            return atom;

        Take("?"); // Lazy: the same places.
        return SlowRegex.Repeat(atom, least, most);
    }

    private Part Atom()
    {
        if (Take("(?:") || Take("("))
        {
            var inner = Alternatives();
            return Take(")") ? inner : throw new FormatException();
        }

        if (Take("["))
            return Class();
        if (Take("."))
            return SlowRegex.One(c => c is not ('\n' or '\r' or '\u2028' or '\u2029'));
        if (Next == '\\')
            return SlowRegex.One(Escape());
        if (Next is '*' or '+' or '?' or '{' or '}' or ']' or '\0')
            throw new FormatException();
        var character = _pattern[_at++];
        return SlowRegex.One(c => c == character);
    }

    private Part Class()
    {
        var isNegated = Take("^");
        var members = new List<Func<char, bool>>();
        while (!Take("]"))
        {
            if (_at >= _pattern.Length)
                throw new FormatException();
            if (Next == '\\')
            {
                members.Add(Escape());
                continue;
            }

            var first = _pattern[_at++];
            var isRange = Next == '-' && _at + 1 < _pattern.Length && _pattern[_at + 1] is not (']' or '\\');
            var last = isRange ? _pattern[_at + 1] : first;
            _at += isRange ? 2 : 0;
            if (first > last)
                throw new FormatException();
            members.Add(c => first <= c && c <= last);
        }

        return SlowRegex.One(c => members.Exists(member => member(c)) != isNegated);
    }

    private Func<char, bool> Escape()
    {
        _at++;
        if (_at >= _pattern.Length)
            throw new FormatException();
        var name = _pattern[_at++];
        return name switch
        {
            'd' => char.IsAsciiDigit,
            'D' => c => !char.IsAsciiDigit(c),
            'w' => c => char.IsAsciiLetterOrDigit(c) || c == '_',
            'W' => c => !(char.IsAsciiLetterOrDigit(c) || c == '_'),
            's' => Spaces.Contains,
            'S' => c => !Spaces.Contains(c),
            'n' => c => c == '\n',
            _ when char.IsAsciiLetterOrDigit(name) => throw new FormatException(),
            _ => c => c == name,
        };
    }

    private bool Take(string token)
    {
        if (string.CompareOrdinal(_pattern, _at, token, 0, token.Length) != 0)
            return false;
        _at += token.Length;
        return true;
    }

    private static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\G\{(?<least>[0-9]{1,3})((?<open>,)|,(?<most>[0-9]{1,3}))?\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Braces { get; }
}
