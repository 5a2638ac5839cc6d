using System.Globalization;
using System.Text;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>Reads the tokens of a filter or a PATCH path, left to right, once.</summary>
internal sealed class FilterCursor(string text)
{
    public int Position { get; set; }

    public bool IsAtEnd => Position >= text.Length;

    public char Current => IsAtEnd ? '\0' : text[Position];

    public void SkipBlanks()
    {
        while (Current is ' ' or '\t')
            Position++;
    }

    public bool TryTake(char expected)
    {
        if (IsAtEnd || text[Position] != expected)
            return false;
        Position++;
        return true;
    }

    /// <summary>A run of the characters that attribute names, URNs, operators and literals are made of; empty when there is none.</summary>
    public ReadOnlySpan<char> TakeWord()
    {
        int start = Position;
        while (!IsAtEnd && (char.IsAsciiLetterOrDigit(text[Position]) || text[Position] is '.' or ':' or '_' or '-' or '$' or '+'))
            Position++;
        return text.AsSpan(start, Position - start);
    }

    /// <summary>A JSON string from its opening quote on (RFC 8259 section 7). Null when it is not one; the position is then where it fails.</summary>
    public string? TakeString()
    {
        if (!TryTake('"'))
            return null;
        int close = text.AsSpan(Position).IndexOfAny('"', '\\');
        if (close >= 0 && text[Position + close] == '"')
        {
            string plain = text.Substring(Position, close);
            Position += close + 1;
            return IsReadable(plain) ? plain : null;
        }

        var result = new StringBuilder();
        while (!IsAtEnd)
        {
            char c = text[Position++];
            if (c == '"')
                return result.ToString() is var whole && IsReadable(whole) ? whole : null;
            if (c != '\\')
                result.Append(c);
            else if (TakeEscape() is { } unescaped)
                result.Append(unescaped);
            else
                return null;
        }

        return null;
    }

    private char? TakeEscape()
    {
        char escape = Current;
        Position++;
        switch (escape)
        {
            case '"' or '\\' or '/':
                return escape;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u' when text.Length - Position >= 4
                && ushort.TryParse(text.AsSpan(Position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit):
                Position += 4;
                return (char)unit;
            default:
                Position--;
                return null;
        }
    }

    /// <summary>Half a surrogate pair or a null character cannot be in a stored value and upsets what reads it next.</summary>
    private static bool IsReadable(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (value[i] == '\0' || char.IsLowSurrogate(value[i]))
                return false;
            if (char.IsHighSurrogate(value[i]) && (++i == value.Length || !char.IsLowSurrogate(value[i])))
                return false;
        }

        return true;
    }
}
