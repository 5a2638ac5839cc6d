using System.Collections.Immutable;
using System.Globalization;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>The rules of text in rows: its length, and that it can be written as UTF-8 and read back the same. Each answers the broken rule, or null.</summary>
internal static class StateText
{
    /// <summary>A key of the catalog: 1 to <see cref="StateLimits.MaxKey"/> characters.</summary>
    public static string? KeyFault(string? text, string name) => Fault(text, name, StateLimits.MaxKey);

    /// <summary>A permission or pattern: 1 to <see cref="StateLimits.MaxPattern"/> characters.</summary>
    public static string? PatternFault(string? text, string name) => Fault(text, name, StateLimits.MaxPattern);

    /// <summary>What names a row to be taken out, which may be one that no row can have.</summary>
    public static string? NameFault(string? text, string name) => Fault(text, name, int.MaxValue, min: 0);

    /// <param name="text">What a row holds.</param>
    /// <param name="name">What it is there.</param>
    /// <param name="max">Longest, in characters.</param>
    /// <param name="min">Shortest.</param>
    public static string? Fault(string? text, string name, int max, int min = 1)
    {
        if (text is null)
            return name + " is missing";
        if (text.Length < min)
            return name + " is empty";
        if (text.Length > max)
            return name + string.Create(CultureInfo.InvariantCulture, $" has more than {max:N0} characters");
        return LoneSurrogate(text) is >= 0 and var at
            ? name + string.Create(CultureInfo.InvariantCulture, $" has half a surrogate pair at {at}")
            : null;
    }

    /// <summary>A list of texts in any order, of which each may be there more than once.</summary>
    public static string? ListFault(ImmutableArray<string> list, string name, int max, int min = 1)
    {
        if (list.IsDefault)
            return name + " are missing";
        if (list.Length > StateLimits.MaxList)
            return name + string.Create(CultureInfo.InvariantCulture, $" are more than {StateLimits.MaxList:N0}");
        for (var i = 0; i < list.Length; i++)
        {
            if (Fault(list[i], "", max, min) is { } fault)
                return At(name, i) + fault;
        }

        return null;
    }

    /// <summary>A list of texts that is a set: in ordinal order, none empty, none twice.</summary>
    public static string? SetFault(ImmutableArray<string> set, string name, int max)
    {
        if (ListFault(set, name, max) is { } fault)
            return fault;
        for (var i = 1; i < set.Length; i++)
        {
            var order = string.CompareOrdinal(set[i - 1], set[i]);
            if (order >= 0)
                return At(name, i) + (order == 0 ? " is there twice" : " is out of order");
        }

        return null;
    }

    private static string At(string name, int index) => string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");

    /// <summary>Where a surrogate stands without its other half; −1 for nowhere.</summary>
    private static int LoneSurrogate(ReadOnlySpan<char> text)
    {
        for (var at = 0; ; at += 2)
        {
            var next = text[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
            if (next < 0)
                return -1;
            at += next;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                return at;
        }
    }
}
