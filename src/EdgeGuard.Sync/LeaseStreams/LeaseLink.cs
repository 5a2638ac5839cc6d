using EdgeGuard.Internal.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>
/// The stream with one scim: kept while it is wanted, made anew when it breaks, independent of the others. Whatever is to be said goes
/// into <see cref="Outbox"/>, and nobody waits for it.
/// </summary>
internal sealed partial class LeaseLink(
    ScimEndpoint scim, Hello hello, LinkReceiver receiver, LeaseMetrics metrics, Backoff backoff, ILogger<LeaseLink> logger)
{
    /// <summary>How long a stream that this side has ended may take to end at the other.</summary>
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private LinkFault _told;
    private bool _failing;
    private bool _heard;
    private bool _releaseSent;

    public ScimEndpoint Scim => scim;

    public LinkOutbox Outbox { get; } = new();

    /// <summary>True from a stream's end, or the failure to make one, until a message comes by a new one. Read by any thread.</summary>
    public bool IsFailing => Volatile.Read(ref _failing);

    /// <summary>Completes when a release was sent and its stream has ended.</summary>
    public Task Released => _released.Task;

    /// <summary>Keeps the stream until it is released. <paramref name="broke"/> is called after each end that was not wanted.</summary>
    public async Task RunAsync(Action<LeaseLink> broke, CancellationToken cancellationToken)
    {
        while (!_releaseSent)
        {
            while (!Outbox.IsWanted)
                await Outbox.WaitAsync(cancellationToken).ConfigureAwait(false);

            var fault = await HoldAsync(cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            if (fault == LinkFault.None || _releaseSent)
                continue;

            metrics.Broke(fault);
            broke(this);
            if (_heard)
                backoff.Reset();
            await backoff.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        _released.TrySetResult();
    }

    /// <summary>Holds one stream to its end, and tells failures once.</summary>
    private async Task<LinkFault> HoldAsync(CancellationToken cancellationToken)
    {
        _heard = false;
        try
        {
            await StreamAsync(cancellationToken).ConfigureAwait(false);
            return LinkFault.None;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return LinkFault.None;
        }
        catch (RpcException e)
        {
            return Fail(FaultOf(e.StatusCode), $"{e.StatusCode}, {e.Status.Detail}");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OperationCanceledException)
        {
            // The gRPC client tells a call that the other side has cancelled as a cancellation, and a reset connection that a write meets
            // first as what the socket said.
            return Fail(LinkFault.Broken, e.Message);
        }
        catch (Exception e)
        {
            Volatile.Write(ref _failing, true);
            Log.Failed(logger, scim.Url, e);
            return LinkFault.Broken;
        }
    }

    private async Task StreamAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = scim.Lease.Hold(scim.Metadata, cancellationToken: ending.Token);
        Outbox.Restart();
        var reading = ReadAsync(call.ResponseStream, ending.Token);
        var writing = WriteAsync(call.RequestStream, ending.Token);
        try
        {
            if (await Task.WhenAny(reading, writing).ConfigureAwait(false) == reading)
            {
                await reading.ConfigureAwait(false);
                throw new EndOfStreamException("The scim has ended it.");
            }

            // Everything is said: how the scim ends it is of no interest. Or a write failed: then the reader knows why.
            ending.CancelAfter(EndTimeout);
            if (writing.IsCompletedSuccessfully)
                await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            else
                await Task.WhenAll(reading, writing).ConfigureAwait(false);
        }
        finally
        {
            await ending.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, writing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(IAsyncStreamReader<ScimMessage> messages, CancellationToken cancellationToken)
    {
        while (await messages.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            Heard();
            receiver.Receive(this, messages.Current);
        }
    }

    private async Task WriteAsync(IClientStreamWriter<EdgeMessage> messages, CancellationToken cancellationToken)
    {
        await messages.WriteAsync(new EdgeMessage { Hello = hello }, cancellationToken).ConfigureAwait(false);
        while (Outbox.IsWanted && !_releaseSent)
        {
            while (Outbox.TryTake(out var message))
            {
                await messages.WriteAsync(message, cancellationToken).ConfigureAwait(false);
                _releaseSent |= message.MessageCase == EdgeMessage.MessageOneofCase.Release;
            }

            if (!_releaseSent)
                await Outbox.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        await messages.CompleteAsync().ConfigureAwait(false);
    }

    private void Heard()
    {
        _heard = true;
        if (!_failing)
            return;
        Volatile.Write(ref _failing, false);
        if (_told != LinkFault.None)
            Log.Restored(logger, scim.Url);
        _told = LinkFault.None;
    }

    private LinkFault Fail(LinkFault fault, string reason)
    {
        Volatile.Write(ref _failing, true);
        if (_told == fault)
            return fault;
        _told = fault;
        if (fault == LinkFault.KeyRefused)
            Log.KeyRefused(logger, scim.Url);
        else
            Log.Broken(logger, scim.Url, reason);
        return fault;
    }

    private static LinkFault FaultOf(StatusCode status) => status switch
    {
        StatusCode.Unauthenticated or StatusCode.PermissionDenied => LinkFault.KeyRefused,
        StatusCode.Unimplemented or StatusCode.InvalidArgument or StatusCode.FailedPrecondition or StatusCode.ResourceExhausted => LinkFault.Refused,
        _ => LinkFault.Broken,
    };
}
