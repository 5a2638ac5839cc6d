using EdgeGuard.Demo.V1;
using Grpc.Core;

namespace EdgeGuard.Cli.Demo;

/// <summary>The demo app's gRPC service: an event each second for as long as someone listens.</summary>
internal sealed class DocumentWatch(TimeProvider time) : Documents.DocumentsBase
{
    /// <summary>The path of its one call, as a route of an edge matches it.</summary>
    public const string Path = "/edgeguard.demo.v1.Documents/Watch";

    private static readonly TimeSpan EventEvery = TimeSpan.FromSeconds(1);

    public override async Task Watch(WatchRequest request, IServerStreamWriter<DocumentEvent> responseStream, ServerCallContext context)
    {
        using var timer = new PeriodicTimer(EventEvery, time);
        try
        {
            for (var number = 1L; ; number++)
            {
                await responseStream.WriteAsync(new DocumentEvent { Number = number }, context.CancellationToken);
                await timer.WaitForNextTickAsync(context.CancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException && context.CancellationToken.IsCancellationRequested)
        {
            // The caller went away, or was cut off.
        }
    }
}
