using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Admin;
using EdgeGuard.Scim.Leases.Epochs;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using Grpc.Core;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>Serves edges: the lease stream, and scim as the second place from which they read the log and the state.</summary>
internal sealed class LeaseRpc(
    LeaseAuthority authority, EdgeStreams streams, LeaseAlarms alarms, LossResolution loss, LogReads reads)
    : LeaseService.LeaseServiceBase
{
    public override async Task Hold(IAsyncStreamReader<EdgeMessage> requestStream, IServerStreamWriter<ScimMessage> responseStream, ServerCallContext context)
    {
        var caller = EdgeCaller.Of(context.GetHttpContext());
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, caller.Revoked, streams.Stopping);
        EdgeStream? stream = null;
        try
        {
            stream = await OpenAsync(requestStream, caller, ending.Token);
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(ending.Token, stream.Ended);
            var reading = ReadAsync(stream, requestStream, ended.Token);
            var sending = SendAsync(stream, responseStream, ended.Token);
            await Task.WhenAny(reading, sending);
            var isEdgesEnd = reading.IsCompletedSuccessfully;
            await ended.CancelAsync();

            // A write that the other end does not take would hold up the end of the call.
            if (!sending.IsCompleted && stream.EndedFor == StatusCode.ResourceExhausted)
                context.GetHttpContext().Abort();
            await Task.WhenAll(reading, sending).ConfigureAwait(isEdgesEnd ? ConfigureAwaitOptions.SuppressThrowing : ConfigureAwaitOptions.None);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or InvalidOperationException)
        {
            // An edge that has gone cannot be told.
            if (!context.CancellationToken.IsCancellationRequested)
                throw Refusal(caller, stream);
        }
        finally
        {
            if (stream is not null)
                streams.Close(stream);
        }
    }

    public override Task ReadEntries(ReadEntriesRequest request, IServerStreamWriter<EntryBatch> responseStream, ServerCallContext context) =>
        reads.WriteEntriesAsync(request, responseStream, EdgeCaller.Of(context.GetHttpContext()), context.CancellationToken);

    public override Task ReadState(ReadStateRequest request, IServerStreamWriter<StatePart> responseStream, ServerCallContext context) =>
        reads.WriteStateAsync(responseStream, EdgeCaller.Of(context.GetHttpContext()), context.CancellationToken);

    private async Task<EdgeStream> OpenAsync(IAsyncStreamReader<EdgeMessage> requests, EdgeCaller caller, CancellationToken cancellationToken)
    {
        if (!await requests.MoveNext(cancellationToken) || requests.Current.Hello is not { } hello
            || !WireHashes.TryRead(hello.Incarnation, out var incarnation) || !ClientKey.IsValid(hello.Edge))
            throw Invalid("The first message is a Hello with an incarnation of 16 bytes and a name of 1 to 64 of A-Z a-z 0-9 . _ -");
        return streams.Open(new Incarnation(incarnation), hello.Edge, caller)
            ?? throw new RpcException(new Status(StatusCode.PermissionDenied, "The incarnation is that of another edge."));
    }

    private async Task ReadAsync(EdgeStream stream, IAsyncStreamReader<EdgeMessage> requests, CancellationToken cancellationToken)
    {
        while (await requests.MoveNext(cancellationToken))
            Receive(stream, requests.Current);
    }

    private void Receive(EdgeStream stream, EdgeMessage message)
    {
        switch (message.MessageCase)
        {
            case EdgeMessage.MessageOneofCase.Ask when message.Ask.Number > 0 && WirePositions.TryReadApplied(message.Ask.Applied, out var applied):
                stream.Applied = applied;

                // One too many is left unanswered, as one that was lost.
                if (!stream.TryAsk(streams.Round))
                    return;
                authority.Receive(stream.Link, new LeaseAsk(stream.Incarnation, message.Ask.Number, applied));
                alarms.Tick.Ring();
                break;
            case EdgeMessage.MessageOneofCase.Applied when WirePositions.TryRead(message.Applied.Applied_, out var reported):
                stream.Applied = reported;
                authority.Receive(stream.Link, new AppliedReport(stream.Incarnation, reported));
                alarms.Reports.Ring();
                break;
            case EdgeMessage.MessageOneofCase.Release:
                authority.Receive(new LeaseRelease(stream.Incarnation));
                alarms.Reports.Ring();
                break;
            case EdgeMessage.MessageOneofCase.Witness when WirePositions.TryRead(message.Witness.Applied, out var shown):
                loss.Receive(stream.Incarnation, shown, message.Witness.Message.Memory);
                break;
            case EdgeMessage.MessageOneofCase.Follow:
                stream.FollowsAll = message.Follow.All;
                break;
            default:
                throw Invalid("The message is none of the lease stream, or malformed.");
        }
    }

    private static async Task SendAsync(EdgeStream stream, IServerStreamWriter<ScimMessage> responses, CancellationToken cancellationToken)
    {
        await foreach (var message in stream.Outgoing.ReadAllAsync(cancellationToken))
            await responses.WriteAsync(message, cancellationToken);
    }

    private RpcException Refusal(EdgeCaller caller, EdgeStream? stream) => new(
        caller.Revoked.IsCancellationRequested ? new Status(StatusCode.Unauthenticated, "The edge's key is good no more.")
        : streams.Stopping.IsCancellationRequested ? new Status(StatusCode.Unavailable, "The scim is stopping.")
        : stream?.EndedFor == StatusCode.ResourceExhausted ? new Status(StatusCode.ResourceExhausted, "The edge takes too little of what is sent to it.")
        : new Status(StatusCode.Aborted, "Another stream of this process has taken over."));

    private static RpcException Invalid(string detail) => new(new Status(StatusCode.InvalidArgument, detail));
}
