using EdgeGuard.Edge.Leases;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>
/// Stands before a stream of a guarded request: before each piece it looks at the lease, holds the piece while none runs, and lets
/// nothing pass once the request is cut (FENCE section 1, stream rule). Adds no buffer and no flush; while a lease runs it allocates
/// nothing. Asynchronous only, like the server's own streams. Does not own the stream that it stands before.
/// </summary>
internal abstract class GuardedStream(OpenRequest request, LeaseGate gate) : Stream
{
    public sealed override bool CanSeek => false;

    public sealed override long Length => throw NotSupported();

    public sealed override long Position
    {
        get => throw NotSupported();
        set => throw NotSupported();
    }

    /// <summary>The request whose bytes these are.</summary>
    protected OpenRequest Request => request;

    /// <summary>True when the next piece may pass at once.</summary>
    protected bool LetsPass => gate.LetsPass(request);

    public sealed override void Flush() => throw NotSupported();

    public sealed override int Read(byte[] buffer, int offset, int count) => throw NotSupported();

    public sealed override void Write(byte[] buffer, int offset, int count) => throw NotSupported();

    public sealed override long Seek(long offset, SeekOrigin origin) => throw NotSupported();

    public sealed override void SetLength(long value) => throw NotSupported();

    public sealed override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public sealed override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw NotSupported();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => throw NotSupported();

    public override Task FlushAsync(CancellationToken cancellationToken) => throw NotSupported();

    /// <summary>Waits until the next piece may pass.</summary>
    /// <exception cref="OperationCanceledException">The request was cut or has ended.</exception>
    protected ValueTask PassAsync(CancellationToken cancellationToken) => gate.PassAsync(request, cancellationToken);

    private static NotSupportedException NotSupported() => new();
}
