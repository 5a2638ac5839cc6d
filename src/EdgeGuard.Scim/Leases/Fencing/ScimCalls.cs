using System.Collections.Concurrent;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Shared;
using EdgeGuard.Sync.Leases.Granting;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>
/// Asks other scims to confirm, each at the address in its row. Whatever fails is no answer: that scim is waited for by time.
/// Thread-safe.
/// </summary>
internal sealed partial class ScimCalls(
    IOptions<LeaseOptions> options, IOptions<EnvironmentOptions> environment, LeaseAddress address, ILogger<ScimCalls> logger) : IDisposable
{
    private const int MaxChannels = 64;

    // A confirmation is asked for again on a connection that broke; the caller's limit ends it.
    private static readonly ServiceConfig Retries = new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new RetryPolicy
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromMilliseconds(50),
                    MaxBackoff = TimeSpan.FromSeconds(1),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            },
        },
    };

    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);
    private int _keyMissed;

    /// <summary>True when the scim has confirmed. Never throws.</summary>
    public async Task<bool> IsConfirmedAsync(FenceCall call, CancellationToken cancellationToken)
    {
        // A row with the own address is that of a former life, which can confirm nothing any more.
        if (call.Url == address.Url || !MayCall(call.Url))
            return false;
        try
        {
            var client = new FenceService.FenceServiceClient(ChannelTo(call.Url));
            var headers = new Metadata { { "authorization", "Bearer " + options.Value.PeerKey } };
            var request = new FenceRequest { Scim = WireHashes.Write(call.Request.Scim.Value), Version = WirePositions.Write(call.Request.Version) };
            var response = await client.FenceAsync(request, headers, cancellationToken: cancellationToken);
            return response.Verdict == FenceResponse.Types.Verdict.Confirmed;
        }
        catch (Exception e)
        {
            if (!cancellationToken.IsCancellationRequested)
                Log.NoAnswer(logger, call.Url, (e as RpcException)?.StatusCode ?? StatusCode.Unknown);
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var (_, channel) in _channels)
            channel.Dispose();
    }

    private bool MayCall(string url)
    {
        if (options.Value.PeerKey.Length == 0)
        {
            if (Interlocked.Exchange(ref _keyMissed, 1) == 0)
                Log.KeyMissing(logger, url);
            return false;
        }

        return PlaintextGuard.Fault("url", url, environment.Value.AllowPlaintext) is null;
    }

    private GrpcChannel ChannelTo(string url)
    {
        // As many as there ever were addresses; those of scims long gone are dropped with the rest.
        if (_channels.Count >= MaxChannels && !_channels.ContainsKey(url))
        {
            foreach (var (old, _) in _channels)
            {
                if (_channels.TryRemove(old, out var channel))
                    channel.Dispose();
            }
        }

        return _channels.GetOrAdd(url, static url => GrpcChannel.ForAddress(url, new GrpcChannelOptions
        {
            ServiceConfig = Retries,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                UseProxy = false, // Within the environment; and the key is for nobody else.
                UseCookies = false,
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = TimeSpan.FromSeconds(15),
                KeepAlivePingTimeout = TimeSpan.FromSeconds(5),
            },
        }));
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.ScimNotAnswering, LogLevel.Debug, "The scim at {Url} did not confirm ({Status}); it is waited for by time.")]
        public static partial void NoAnswer(ILogger logger, string url, StatusCode status);

        [LoggerMessage(EventIds.PeerKeyMissing, LogLevel.Warning, "Another scim, at {Url}, has a row in the database, but EdgeGuard:Lease:PeerKey is not set: every fence takes its full time while it is there.")]
        public static partial void KeyMissing(ILogger logger, string url);
    }
}
