using System.Text;

namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>Cuts a date text into pieces, with one of look-ahead.</summary>
internal ref struct DateTokens
{
    private const int DigitsOfNumber = 9;
    private const int WordPrefix = 3;

    // Words that mean something: only a month may go on after its first three letters.
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";
    private static readonly (string Name, int Hours)[] Zones =
    [
        ("z", 0), ("ut", 0), ("utc", 0), ("gmt", 0), ("edt", -4), ("est", -5), ("cdt", -5), ("cst", -6), ("mdt", -6), ("mst", -7), ("pdt", -7), ("pst", -8),
    ];

    private ReadOnlySpan<char> _rest;

    public DateTokens(ReadOnlySpan<char> text)
    {
        // A NUL ends the text, as it does in V8.
        var end = text.IndexOf('\0');
        _rest = end < 0 ? text : text[..end];
        Peek = Scan();
    }

    public DateToken Peek { get; private set; }

    public DateToken Next()
    {
        var token = Peek;
        Peek = Scan();
        return token;
    }

    public bool Skip(char symbol)
    {
        if (!Peek.IsSymbol(symbol))
            return false;
        Next();
        return true;
    }

    private DateToken Scan()
    {
        if (_rest.IsEmpty)
            return default;
        var first = _rest[0];
        if (char.IsAsciiDigit(first))
            return Number();
        if (IsOfWord(first))
            return Word();
        if (first is ':' or '-' or '+' or '.' or ')')
            return Take(DateTokenKind.Symbol, first, 1);
        if (Space.IsSpace(first))
            return Take(DateTokenKind.Space, 0, 1);
        return Take(DateTokenKind.Other, 0, first == '(' ? RemarkLength() : 1);
    }

    /// <summary>Whatever comes at or after the letter A, but for white space; line ends are no white space here.</summary>
    private static bool IsOfWord(char character) => character >= 'A' && (character is '\u2028' or '\u2029' || !Space.IsSpace(character));

    private DateToken Take(DateTokenKind kind, int value, int length)
    {
        _rest = _rest[length..];
        return new DateToken(kind, value, length);
    }

    private DateToken Number()
    {
        // Zeros in front are none of the nine digits, though they count for the length.
        var (length, digits, value) = (0, 0, 0);
        for (; length < _rest.Length && char.IsAsciiDigit(_rest[length]); length++)
        {
            if ((value > 0 || _rest[length] != '0') && digits++ < DigitsOfNumber)
                value = (value * 10) + _rest[length] - '0';
        }

        return Take(DateTokenKind.Number, value, length);
    }

    private DateToken Word()
    {
        var length = 1;
        while (length < _rest.Length && IsOfWord(_rest[length]))
            length++;

        var word = _rest[..length];
        if (length >= WordPrefix)
        {
            for (var month = 0; month < 12; month++)
            {
                if (Ascii.EqualsIgnoreCase(word[..WordPrefix], Months.AsSpan(month * WordPrefix, WordPrefix)))
                    return Take(DateTokenKind.Month, month + 1, length);
            }
        }

        if (Ascii.EqualsIgnoreCase(word, "am"))
            return Take(DateTokenKind.HalfDay, 0, length);
        if (Ascii.EqualsIgnoreCase(word, "pm"))
            return Take(DateTokenKind.HalfDay, 12, length);
        if (word is "t" or "T")
            return Take(DateTokenKind.TimeMark, 0, length);
        foreach (var (name, hours) in Zones)
        {
            if (Ascii.EqualsIgnoreCase(word, name))
                return Take(DateTokenKind.Zone, hours, length);
        }

        return Take(DateTokenKind.Word, 0, length);
    }

    private readonly int RemarkLength()
    {
        var (length, open) = (0, 0);
        do
        {
            open += _rest[length] switch { '(' => 1, ')' => -1, _ => 0 };
            length++;
        }
        while (open > 0 && length < _rest.Length);

        return length;
    }
}
