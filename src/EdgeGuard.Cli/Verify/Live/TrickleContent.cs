using System.Net;

namespace EdgeGuard.Cli.Verify.Live;

/// <summary>A body without an end: a KiB each 100 ms, which is faster than what servers take for a stalled client.</summary>
internal sealed class TrickleContent(int piecesToBegin, TimeProvider time) : HttpContent
{
    private const int PieceBytes = 1024;
    private static readonly TimeSpan PieceEvery = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first pieces have been written.</summary>
    public Task Begun => _begun.Task;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var piece = new byte[PieceBytes];
        using var timer = new PeriodicTimer(PieceEvery, time);
        for (var number = 1; ; number++)
        {
            await stream.WriteAsync(piece, cancellationToken);
            await stream.FlushAsync(cancellationToken);
            if (number == piecesToBegin)
                _begun.TrySetResult();
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
