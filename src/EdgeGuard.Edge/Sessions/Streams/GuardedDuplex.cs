using System.Buffers;
using System.Runtime.CompilerServices;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Telemetry;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>
/// What a guarded request became when the app accepted another protocol: both directions, the client's side. A WebSocket can be ended
/// with a close frame. Reading and writing are each done by one at a time, closing by anyone.
/// </summary>
internal sealed class GuardedDuplex(Stream client, OpenRequest request, LeaseGate gate, bool isWebSocket, CancellationTokenSource ended)
    : GuardedStream(request, gate)
{
    private const int DiscardedBytes = 4096;

    private readonly Lock _gate = new();
    private WebSocketFrames _fromApp;
    private WebSocketFrames _fromClient;
    private bool _isWriting;
    private Task? _closing;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>True once the close frame is on its way: the client is to be waited for.</summary>
    public bool IsClosing
    {
        get
        {
            lock (_gate)
                return _closing is not null;
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = client.ReadAsync(buffer, cancellationToken);
        if (buffer.IsEmpty)
            return read;
        if (!read.IsCompletedSuccessfully)
            return AwaitAsync(read, buffer, cancellationToken);
        var count = read.Result;
        _fromClient.Advance(buffer.Span[..count]);
        return LetsPass ? new ValueTask<int>(count) : HoldAsync(count, cancellationToken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        LetsPass ? WriteNowAsync(buffer, cancellationToken) : HoldAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => client.FlushAsync(cancellationToken);

    /// <summary>
    /// Ends a WebSocket with a close frame and, off this thread, the exchange with the app; no byte of the app follows. Does not wait.
    /// False, and nothing done, when that cannot be: amid a frame, after the app's own close frame, while the client takes nothing in.
    /// </summary>
    public bool TryClose(CutCause cause)
    {
        lock (_gate)
        {
            if (!isWebSocket || _isWriting || _closing is not null || !_fromApp.IsBetweenFrames || _fromApp.HasClose)
                return false;
            _closing = Task.WhenAll(client.WriteAsync(CloseFrame.Of(cause), CancellationToken.None).AsTask(), ended.CancelAsync());
            return true;
        }
    }

    /// <summary>
    /// After <see cref="TryClose"/>, when nobody else reads: waits until the client has taken the close frame and answered it, or gone,
    /// or <paramref name="limit"/> is cancelled. What it still sends is discarded; a connection closed on unread input is reset, and the
    /// reset may overtake the close frame.
    /// </summary>
    public async Task FinishCloseAsync(CancellationToken limit)
    {
        var discarded = ArrayPool<byte>.Shared.Rent(DiscardedBytes);
        try
        {
            await _closing!.WaitAsync(limit); // Not null: TryClose has succeeded.
            while (!_fromClient.HasClose && await client.ReadAsync(discarded, limit) is > 0 and var count)
                _fromClient.Advance(discarded.AsSpan(0, count));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // Too slow, or gone.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(discarded);
        }
    }

    /// <summary>
    /// Under the lock as far as the server copies the bytes, so that they are wholly before a close frame or not there at all. A write
    /// that is not done then waits for a client that takes nothing in.
    /// </summary>
    private ValueTask WriteNowAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        ValueTask write;
        lock (_gate)
        {
            // Asked again: a close may have come first.
            Request.ThrowIfCut();
            write = client.WriteAsync(buffer, cancellationToken);
            if (isWebSocket)
                _fromApp.Advance(buffer.Span);
            if (write.IsCompletedSuccessfully)
                return write;
            _isWriting = true;
        }

        return AwaitAsync(write);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AwaitAsync(ValueTask write)
    {
        await write;
        lock (_gate)
            _isWriting = false;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitAsync(ValueTask<int> read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await read;
        _fromClient.Advance(buffer.Span[..count]);
        if (!LetsPass)
            await PassAsync(cancellationToken);
        return count;
    }

    private async ValueTask<int> HoldAsync(int count, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        return count;
    }

    private async ValueTask HoldAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        await WriteNowAsync(buffer, cancellationToken);
    }
}
