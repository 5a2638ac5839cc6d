using System.Net.Http.Headers;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Demo;

namespace EdgeGuard.Cli.Clients;

/// <summary>HTTP clients that send a secret in clear to nobody but this machine, follow no redirect, use no proxy, and never wait for ever.</summary>
internal static class HttpClients
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    /// <exception cref="CliException">The address is plain HTTP beyond loopback.</exception>
    public static HttpClient Create(Uri address, TimeSpan timeout, string? bearer = null)
    {
        Check(address);
        var client = new HttpClient(new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseProxy = false, AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = address,
            Timeout = timeout,
        };
        if (bearer is not null)
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return client;
    }

    /// <exception cref="CliException">The address is not HTTPS, nor HTTP on loopback.</exception>
    public static void Check(Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && LoopbackOnly.IsLoopbackName(address.Host)))
            return;
        throw new CliException($"{address} would carry secrets in clear text; use https, or http on loopback.");
    }
}
