using EdgeGuard.Demo.V1;
using Grpc.Core;

namespace EdgeGuard.Cli.Verify.Live;

/// <summary>A gRPC stream from the app; those of one edge share an HTTP/2 connection.</summary>
internal sealed class LiveWatch : LiveConnection
{
    public const string Name = "gRPC stream";

    private readonly AsyncServerStreamingCall<DocumentEvent> _call;

    private LiveWatch(string edge, AsyncServerStreamingCall<DocumentEvent> call, TimeProvider time)
        : base(Name, edge)
    {
        _call = call;
        Ended = ReadAsync(time);
    }

    public override Task<LiveEnd> Ended { get; }

    /// <exception cref="StepFailedException">It was refused.</exception>
    public static async Task<LiveConnection> BeginAsync(
        string edge, Documents.DocumentsClient client, string token, TimeProvider time, CancellationToken cancellationToken)
    {
        var call = client.Watch(new WatchRequest { Document = "1" }, new Metadata { { "authorization", $"Bearer {token}" } }, cancellationToken: CancellationToken.None);
        try
        {
            Expect.That(await call.ResponseStream.MoveNext(cancellationToken), $"{edge}: the {Name} ended before it began");
            return new LiveWatch(edge, call, time);
        }
        catch (RpcException e)
        {
            call.Dispose();
            throw new StepFailedException($"{edge} refused the {Name}: {e.Status.StatusCode}", e);
        }
        catch
        {
            call.Dispose();
            throw;
        }
    }

    protected override void Release() => _call.Dispose();

    private async Task<LiveEnd> ReadAsync(TimeProvider time)
    {
        try
        {
            while (await _call.ResponseStream.MoveNext(GivenUp.Token))
            {
            }

            return new LiveEnd(InOrder: true, time.GetTimestamp(), "finished");
        }
        catch (RpcException e)
        {
            return new LiveEnd(InOrder: false, time.GetTimestamp(), $"status {e.StatusCode}");
        }
        catch (Exception e) when (e is ObjectDisposedException or OperationCanceledException)
        {
            return new LiveEnd(InOrder: false, time.GetTimestamp(), LiveEnd.Aborted);
        }
    }
}
