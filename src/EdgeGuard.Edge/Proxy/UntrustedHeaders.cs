namespace EdgeGuard.Edge.Proxy;

/// <summary>
/// Takes out of a client's request the headers by which an app would believe something that only the edge may say: who the user is
/// (SECURITY H5), which method is meant (H2), where the request came from. Stateless.
/// </summary>
internal static class UntrustedHeaders
{
    private static readonly string[] Families = ["x-edgeguard-", "x-forwarded-", "x-original-"];

    private static readonly string[] Names =
    [
        "x-edgeguard", "x-forwarded", "forwarded", "x-rewrite-url", "x-http-method-override", "x-http-method", "x-method-override",
    ];

    /// <summary>Removes every such header. Allocates only when there is one.</summary>
    public static void Strip(IHeaderDictionary headers)
    {
        List<string>? found = null;
        foreach (var header in headers)
        {
            if (IsUntrusted(header.Key))
                (found ??= []).Add(header.Key);
        }

        if (found is null)
            return;
        foreach (var name in found)
            headers.Remove(name);
    }

    /// <summary>
    /// True for names that are stripped, in any case and with <c>_</c> for <c>-</c>: servers that hand headers on as CGI variables
    /// make one of both.
    /// </summary>
    public static bool IsUntrusted(ReadOnlySpan<char> name)
    {
        if (name.Length == 0 || (name[0] | 0x20) is not ('x' or 'f'))
            return false;
        foreach (var family in Families)
        {
            if (name.Length >= family.Length && EqualsFolded(name[..family.Length], family))
                return true;
        }

        foreach (var known in Names)
        {
            if (EqualsFolded(name, known))
                return true;
        }

        return false;
    }

    private static bool EqualsFolded(ReadOnlySpan<char> name, string lower)
    {
        if (name.Length != lower.Length)
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            var character = name[i] == '_' ? '-' : char.ToLowerInvariant(name[i]);
            if (character != lower[i])
                return false;
        }

        return true;
    }
}
