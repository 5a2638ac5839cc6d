using System.Runtime.CompilerServices;
using EdgeGuard.Edge.Leases;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>The body of a guarded request: what was read is handed on, towards the app, only while a lease runs; its end too.</summary>
internal sealed class GuardedRequestBody(Stream body, OpenRequest request, LeaseGate gate) : GuardedStream(request, gate)
{
    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = body.ReadAsync(buffer, cancellationToken);
        // A read into nothing only waits for data.
        if (buffer.IsEmpty)
            return read;
        if (!read.IsCompletedSuccessfully)
            return AwaitAsync(read, cancellationToken);
        var count = read.Result;
        return LetsPass ? new ValueTask<int>(count) : HoldAsync(count, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AwaitAsync(ValueTask<int> read, CancellationToken cancellationToken)
    {
        var count = await read;
        if (!LetsPass)
            await PassAsync(cancellationToken);
        return count;
    }

    private async ValueTask<int> HoldAsync(int count, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        return count;
    }
}
