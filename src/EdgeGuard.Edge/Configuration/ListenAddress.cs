using System.Diagnostics.CodeAnalysis;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeGuard.Edge.Configuration;

/// <summary>A listening URL taken apart: an IP address, <c>localhost</c> or every address, and a port. Immutable.</summary>
internal sealed record ListenAddress(bool Https, IPAddress? Address, bool Localhost, int Port)
{
    /// <summary>Reads <paramref name="url"/>; on false <paramref name="fault"/> says what is wrong with it.</summary>
    public static bool TryParse(string url, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? fault)
    {
        address = null;
        BindingAddress binding;
        try
        {
            binding = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            fault = $"'{url}' is not a URL such as http://127.0.0.1:8080";
            return false;
        }

        fault = Refuse(url, binding, out var ip, out var localhost);
        if (fault is not null)
            return false;
        address = new ListenAddress(IsHttps(binding), ip, localhost, binding.Port);
        return true;
    }

    /// <summary>Adds the listener to Kestrel.</summary>
    public void Listen(KestrelServerOptions kestrel, Action<ListenOptions> configure)
    {
        if (Localhost)
            kestrel.ListenLocalhost(Port, Configure);
        else if (Address is { } address)
            kestrel.Listen(address, Port, Configure);
        else
            kestrel.ListenAnyIP(Port, Configure);

        void Configure(ListenOptions listen)
        {
            configure(listen);
            if (Https)
                listen.UseHttps();
        }
    }

    private static string? Refuse(string url, BindingAddress binding, out IPAddress? ip, out bool localhost)
    {
        ip = null;
        localhost = string.Equals(binding.Host, "localhost", StringComparison.OrdinalIgnoreCase);
        if (!IsHttps(binding) && !string.Equals(binding.Scheme, Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
            return $"'{url}' is neither http nor https";
        if (binding.IsUnixPipe || binding.IsNamedPipe)
            return $"'{url}' is not a network address";
        if (binding.PathBase.Length > 0)
            return $"'{url}' has a path; a listener has none";
        if (binding.Port is < 0 or > IPEndPoint.MaxPort)
            return $"'{url}' has no port between 0 and {IPEndPoint.MaxPort}";
        if (localhost)
            return binding.Port == 0 ? $"'{url}': port 0 needs an IP address instead of localhost" : null;
        if (binding.Host is "*" or "+")
            return null;
        return IPAddress.TryParse(binding.Host.Trim('[', ']'), out ip) ? null : $"'{url}': the host must be an IP address, localhost or *";
    }

    private static bool IsHttps(BindingAddress binding) =>
        string.Equals(binding.Scheme, Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase);
}
