using System.Buffers;
using System.Globalization;
using EdgeGuard.Engine.Documents.Tree;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeGuard.Cli.PolicyTests.Yaml;

/// <summary>What a scalar means (YAML 1.2.2 section 10.3.2, the core schema).</summary>
internal static class YamlScalar
{
    private const string TextTag = "tag:yaml.org,2002:str";

    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdefABCDEF");

    /// <exception cref="YamlFaultException">It means nothing that JSON could say.</exception>
    public static DocumentNode Read(Scalar scalar, DocumentPosition position)
    {
        var text = scalar.Value;
        var tag = scalar.Tag.IsEmpty ? "" : scalar.Tag.Value;
        // Quoted and block scalars are texts; so is a plain one with the tag "!".
        if (tag is TextTag or "!" || (tag.Length == 0 && scalar.Style != ScalarStyle.Plain))
            return DocumentNode.OfText(position, text);

        var node = Plain(text, position);
        var found = node.Kind switch
        {
            DocumentNodeKind.Null => "null",
            DocumentNodeKind.Boolean => "bool",
            DocumentNodeKind.Number => "number",
            _ => "str",
        };
        if (tag.Length == 0 || tag == "tag:yaml.org,2002:" + found || (tag is "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" && found is "number"))
            return node;
        throw new YamlFaultException(position, $"\"{text}\" is not what its tag {tag} says.");
    }

    private static DocumentNode Plain(string text, DocumentPosition position)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return DocumentNode.Null(position);
            case "true" or "True" or "TRUE":
                return DocumentNode.Boolean(position, true);
            case "false" or "False" or "FALSE":
                return DocumentNode.Boolean(position, false);
            case ".nan" or ".NaN" or ".NAN":
                throw new YamlFaultException(position, $"{text} is not a number that can be used here; a text needs quotes.");
        }

        if (text.TrimStart('-', '+') is ".inf" or ".Inf" or ".INF")
            throw new YamlFaultException(position, $"{text} is not a number that can be used here; a text needs quotes.");
        if (IsDecimal(text))
            return DocumentNode.Number(position, Json(text));
        if (text is ['0', 'x', _, ..] && !text.AsSpan(2).ContainsAnyExcept(Hexadecimal))
            return DocumentNode.Number(position, Whole(text, 16, position));
        if (text is ['0', 'o', _, ..] && !text.AsSpan(2).ContainsAnyExceptInRange('0', '7'))
            return DocumentNode.Number(position, Whole(text, 8, position));
        return DocumentNode.OfText(position, text);
    }

    // [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        SkipSign(ref text);
        var whole = SkipDigits(ref text);
        var fraction = 0;
        if (text is ['.', ..])
        {
            text = text[1..];
            fraction = SkipDigits(ref text);
        }

        if (whole + fraction == 0)
            return false;
        if (text is not ['e' or 'E', ..])
            return text.IsEmpty;
        text = text[1..];
        SkipSign(ref text);
        return SkipDigits(ref text) > 0 && text.IsEmpty;
    }

    private static void SkipSign(ref ReadOnlySpan<char> text)
    {
        if (text is ['-' or '+', ..])
            text = text[1..];
    }

    private static int SkipDigits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var count = end < 0 ? text.Length : end;
        text = text[count..];
        return count;
    }

    // JSON knows neither a plus sign, leading zeros, nor a point without a digit on both sides.
    private static string Json(string text)
    {
        var negative = text[0] == '-';
        var digits = text.TrimStart('+', '-');
        var exponent = digits.AsSpan().IndexOfAny('e', 'E') is >= 0 and var e ? digits[e..] : "";
        var mantissa = digits[..^exponent.Length];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = (point < 0 ? mantissa : mantissa[..point]).TrimStart('0');
        var fraction = point < 0 ? "" : mantissa[(point + 1)..];
        return (negative ? "-" : "") + (whole.Length == 0 ? "0" : whole) + (fraction.Length == 0 ? "" : "." + fraction) + exponent;
    }

    private static string Whole(string text, int radix, DocumentPosition position)
    {
        const int LongestThatFits = 15;
        if (text.Length - 2 > LongestThatFits)
            throw new YamlFaultException(position, $"{text} is too large a number.");
        var number = Convert.ToInt64(text[2..], radix);
        return number.ToString(CultureInfo.InvariantCulture);
    }
}
