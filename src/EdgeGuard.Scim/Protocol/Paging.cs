namespace EdgeGuard.Scim.Protocol;

/// <summary>Index paging, RFC 7644 section 3.4.2.4: odd values are corrected, never refused; only what is no integer is.</summary>
internal static class Paging
{
    public static Result<Page> Read(string? startIndexText, string? countText)
    {
        int startIndex = 1;
        if (!string.IsNullOrEmpty(startIndexText) && !TryReadInteger(startIndexText, out startIndex))
            return ScimError.InvalidValue("startIndex must be an integer.");
        int count = ScimLimits.DefaultPageSize;
        if (!string.IsNullOrEmpty(countText) && !TryReadInteger(countText, out count))
            return ScimError.InvalidValue("count must be an integer.");

        return new Page(Math.Max(startIndex, 1), Math.Clamp(count, 0, ScimLimits.MaxPageSize));
    }

    /// <summary>An integer of any length, saturated: a very large count is still a count.</summary>
    private static bool TryReadInteger(string text, out int value)
    {
        var digits = text.AsSpan().Trim();
        bool negative = digits.StartsWith("-");
        if (negative)
            digits = digits[1..];
        value = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
            return false;

        long total = 0;
        foreach (char digit in digits)
            total = Math.Min((total * 10) + (digit - '0'), int.MaxValue);
        value = (int)(negative ? -total : total);
        return true;
    }
}
