using System.Net;
using EdgeGuard.Shared;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGuard.Scim.Configuration;

/// <summary>One URL to listen on.</summary>
internal static class ListenUrl
{
    /// <summary>What is wrong with <paramref name="url"/>, naming <paramref name="key"/>; null for nothing.</summary>
    public static string? Fault(string key, string url, IConfiguration configuration)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return $"{key}: {url} is no URL to listen on.";
        }

        // Several in one text, of which the guard below would see the first.
        if (url.Contains(';', StringComparison.Ordinal))
            return $"{key}: must be one URL.";
        if (!address.IsUnixPipe && address.Scheme.ToUpperInvariant() is not ("HTTP" or "HTTPS"))
            return $"{key}: {url} is neither http nor https.";
        if (address.PathBase.Length > 0)
            return $"{key}: {url} must not have a path" + (key == ScimOptions.UrlKey ? $"; {ScimOptions.SectionName}:{nameof(ScimOptions.PublicUrl)} may." : ".");
        if (address.Port is < 0 or > ushort.MaxValue)
            return $"{key}: {url} has no valid port.";
        return PlaintextGuard.Fault(key, url, configuration.GetValue<bool>("EdgeGuard:AllowPlaintext"));
    }

    /// <summary>True when <paramref name="url"/> stands for every address of the machine.</summary>
    public static bool IsWildcard(string url)
    {
        var address = BindingAddress.Parse(url);
        return !address.IsUnixPipe && !IsLocalhost(address)
            && (!IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) || ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any));
    }

    /// <summary>Adds a listener to Kestrel, which writes the port it got into the options that <paramref name="configure"/> is given.</summary>
    public static void Listen(KestrelServerOptions kestrel, string url, Action<ListenOptions> configure)
    {
        var address = BindingAddress.Parse(url);
        if (address.IsUnixPipe)
            kestrel.ListenUnixSocket(address.UnixPipePath, Configure);
        else if (IsLocalhost(address))
            kestrel.ListenLocalhost(address.Port, Configure);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port, Configure);
        else
            kestrel.ListenAnyIP(address.Port, Configure);

        void Configure(ListenOptions listen)
        {
            configure(listen);
            if (string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase))
                listen.UseHttps();
        }
    }

    private static bool IsLocalhost(BindingAddress address) => string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase);
}
