using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using Grpc.Core;
using FenceRequest = EdgeGuard.Internal.V1.FenceRequest;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>Answers other scims (FENCE section 2 step 7): waits until every edge that this process granted to is there, or the caller gives up.</summary>
internal sealed class FenceRpc(LeaseAuthority authority, LeaseTime time, FenceWaits waits, LeaseAlarms alarms, EntryPush push, EdgeStreams streams) : FenceService.FenceServiceBase
{
    public override async Task<FenceResponse> Fence(FenceRequest request, ServerCallContext context)
    {
        if (!WireHashes.TryRead(request.Scim, out var scim) || !WirePositions.TryRead(request.Version, out var version))
            throw new RpcException(new Status(StatusCode.InvalidArgument, "A scim and a version are 16 bytes each, and a position."));

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, streams.Stopping);
        var alarm = waits.Open();
        try
        {
            var confirmation = authority.Confirm(new Sync.Leases.FenceRequest(new Incarnation(scim), version));
            if (confirmation.State == ConfirmationState.Waiting)
                await push.SendAsync(version, limit.Token);
            while (confirmation.State == ConfirmationState.Waiting)
            {
                await alarm.WaitAsync(confirmation.LookAt ?? time.Now, limit.Token);
                authority.Advance();
                if (confirmation.State == ConfirmationState.Waiting)
                    alarms.Tick.Ring();
            }

            return new FenceResponse
            {
                Verdict = confirmation.State == ConfirmationState.Confirmed ? FenceResponse.Types.Verdict.Confirmed : FenceResponse.Types.Verdict.NotMe,
            };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new RpcException(streams.Stopping.IsCancellationRequested
                ? new Status(StatusCode.Unavailable, "This scim stops.")
                : new Status(StatusCode.Cancelled, "The caller has given up."));
        }
        finally
        {
            waits.Close(alarm);
        }
    }
}
