using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>
/// One configured scim and the two connections to it, each made when it is first needed: one for the lease stream, the other for bulk
/// reading, so that no state in transit stands before a Grant. Thread-safe.
/// </summary>
internal sealed class ScimEndpoint : IDisposable
{
    /// <summary>A link that swallows everything is noticed after twice this; the least that the handler allows is a second.</summary>
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(2);

    private readonly GrpcChannel _leaseChannel;
    private readonly GrpcChannel _dataChannel;

    public ScimEndpoint(LinkId id, Uri url, string key)
    {
        (Id, Url) = (id, url);
        Metadata = new Metadata { { "authorization", $"Bearer {key}" } };
        _leaseChannel = Open(url);
        _dataChannel = Open(url);
        Lease = new LeaseService.LeaseServiceClient(_leaseChannel);
        Data = new LeaseService.LeaseServiceClient(_dataChannel);
    }

    public LinkId Id { get; }

    public Uri Url { get; }

    /// <summary>What each call carries; holds the key.</summary>
    public Metadata Metadata { get; }

    /// <summary>For the stream.</summary>
    public LeaseService.LeaseServiceClient Lease { get; }

    /// <summary>For entries and states.</summary>
    public LeaseService.LeaseServiceClient Data { get; }

    public void Dispose()
    {
        _leaseChannel.Dispose();
        _dataChannel.Dispose();
    }

    // Without a logger: it would tell each refused connection as an Error. The link tells its failures itself, once.
    private static GrpcChannel Open(Uri url) => GrpcChannel.ForAddress(url, new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            UseProxy = false,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            KeepAlivePingDelay = PingEvery,
            KeepAlivePingTimeout = PingEvery,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        },
        DisposeHttpClient = true,
        ThrowOperationCanceledOnCancellation = true,

        // One message of the log, and a batch that was not full before its last entry.
        MaxReceiveMessageSize = 2 * MessageLimits.MaxMessageBytes,
        MaxSendMessageSize = 2 * MessageLimits.MaxMessageBytes,
    });
}
