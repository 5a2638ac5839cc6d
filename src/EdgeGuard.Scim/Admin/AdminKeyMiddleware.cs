using System.Security.Cryptography;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Connections;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace EdgeGuard.Scim.Admin;

/// <summary>Lets only the holder of the admin key past, before anything of the request is read. The key's hash is compared in constant time.</summary>
internal sealed class AdminKeyMiddleware(RequestDelegate next, IOptions<AdminOptions> options, IProblemDetailsService problems)
{
    private readonly byte[] _hash = BearerTokens.Hash(options.Value.Key);

    public async Task InvokeAsync(HttpContext context)
    {
        if (BearerTokens.Read(context.Request) is { } key && CryptographicOperations.FixedTimeEquals(BearerTokens.Hash(key), _hash))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer realm=\"edgeguard-admin\"";
        await problems.WriteAsync(new ProblemDetailsContext { HttpContext = context, ProblemDetails = { Detail = "The admin key is missing or wrong." } });
    }
}
