using System.Net;
using System.Net.Sockets;
using EdgeGuard.V1;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>Asks an edge over gRPC, by TCP or Unix socket.</summary>
internal sealed class CheckClient : IDisposable
{
    private static readonly Method<CheckRequest, CheckResponse> CheckMethod = MethodOf<CheckRequest, CheckResponse>("Check");
    private static readonly Method<BatchCheckRequest, BatchCheckResponse> BatchMethod = MethodOf<BatchCheckRequest, BatchCheckResponse>("BatchCheck");
    private readonly CallInvoker _invoker;
    private readonly Metadata _headers = [];

    private CheckClient(GrpcChannel channel, string? key)
    {
        Channel = channel;
        _invoker = channel.CreateCallInvoker();
        if (key is not null)
            _headers.Add("authorization", $"Bearer {key}");
    }

    public GrpcChannel Channel { get; }

    public static CheckClient OverTcp(EdgeRig edge, string? key = null) => new(GrpcChannel.ForAddress(edge.Decisions), key);

    public static CheckClient OverUnixSocket(EdgeRig edge) => OverUnixSocket(edge.UnixSocket);

    public static CheckClient OverUnixSocket(string path) => new(
        GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellationToken) =>
                {
                    var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                    await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                    return new NetworkStream(socket, ownsSocket: true);
                },
            },
            DisposeHttpClient = true,
        }),
        key: null);

    public async Task<CheckResponse> CheckAsync(CheckRequest request) =>
        await _invoker.AsyncUnaryCall(CheckMethod, host: null, Options(), request);

    public async Task<BatchCheckResponse> BatchAsync(params IEnumerable<CheckRequest> checks)
    {
        var request = new BatchCheckRequest();
        request.Checks.AddRange(checks);
        return await _invoker.AsyncUnaryCall(BatchMethod, host: null, Options(), request);
    }

    public void Dispose() => Channel.Dispose();

    /// <summary>May the user of that externalId read documents?</summary>
    public static CheckRequest MayRead(string externalId, string permission = "documents.read") => new()
    {
        Tenant = TestDirectory.Acme,
        Subject = new Subject { Value = externalId },
        Permission = permission,
    };

    private CallOptions Options() => new(_headers, deadline: null, TestContext.Current.CancellationToken);

    private static Method<TRequest, TResponse> MethodOf<TRequest, TResponse>(string name)
        where TRequest : class, IMessage<TRequest>, new()
        where TResponse : class, IMessage<TResponse>, new() => new(
        MethodType.Unary,
        "edgeguard.v1.CheckService",
        name,
        Marshallers.Create(static message => message.ToByteArray(), static bytes => new MessageParser<TRequest>(static () => new TRequest()).ParseFrom(bytes)),
        Marshallers.Create(static message => message.ToByteArray(), static bytes => new MessageParser<TResponse>(static () => new TResponse()).ParseFrom(bytes)));
}
