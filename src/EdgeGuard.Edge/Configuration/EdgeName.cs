namespace EdgeGuard.Edge.Configuration;

/// <summary>What an edge is called when nobody named it.</summary>
internal static class EdgeName
{
    private const int Longest = 64;

    /// <summary>The machine's name and the proxy's port, in the signs that a name may have: several edges share a machine.</summary>
    public static string Of(string machine, string proxyUrl)
    {
        var port = ListenAddress.TryParse(proxyUrl, out var address, out _) ? $"-{address.Port}" : "";
        var host = string.Concat(machine.Select(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
        return host[..Math.Min(host.Length, Longest - port.Length)] + port;
    }
}
