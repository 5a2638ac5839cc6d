using System.Net.Sockets;
using EdgeGuard.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeGuard.Cli.Clients;

/// <summary>A gRPC channel to one edge's decision API, over TCP or its Unix socket.</summary>
internal sealed class EdgeChannel : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(3);

    private readonly GrpcChannel _channel;

    private EdgeChannel(GrpcChannel channel, CallInvoker invoker, string transport)
    {
        _channel = channel;
        Checks = new CheckService.CheckServiceClient(invoker);
        Transport = transport;
    }

    public CheckService.CheckServiceClient Checks { get; }

    /// <summary><c>unix</c> or <c>tcp</c>.</summary>
    public string Transport { get; }

    public static EdgeChannel ToUnixSocket(string path) => Create(new Uri("http://localhost"), "unix", callerKey: null, new SocketsHttpHandler
    {
        ConnectTimeout = ConnectTimeout,
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    });

    /// <param name="address">Plain HTTP/2 on loopback, or HTTPS.</param>
    /// <param name="callerKey">The edge's <c>Decisions:CallerKey</c>, when it asks for one.</param>
    public static EdgeChannel ToAddress(Uri address, string? callerKey) =>
        Create(address, "tcp", callerKey, new SocketsHttpHandler { ConnectTimeout = ConnectTimeout, UseProxy = false });

    public void Dispose() => _channel.Dispose();

    private static EdgeChannel Create(Uri address, string transport, string? callerKey, SocketsHttpHandler handler)
    {
        var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });
        var invoker = callerKey is null ? channel.CreateCallInvoker() : channel.CreateCallInvoker().WithCallerKey(callerKey);
        return new EdgeChannel(channel, invoker, transport);
    }
}
