namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>The words of the operators.</summary>
internal static class FilterOperators
{
    private static readonly string[] Words = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le", "pr"];

    public static string Word(FilterOperator value) => Words[(int)value];

    /// <summary>Operators are case-insensitive (RFC 7644 section 3.4.2.2); what is not one is refused, not ignored (M15).</summary>
    public static bool TryParse(ReadOnlySpan<char> word, out FilterOperator value)
    {
        for (int i = 0; i < Words.Length; i++)
        {
            if (word.Equals(Words[i], StringComparison.OrdinalIgnoreCase))
            {
                value = (FilterOperator)i;
                return true;
            }
        }

        value = default;
        return false;
    }
}
