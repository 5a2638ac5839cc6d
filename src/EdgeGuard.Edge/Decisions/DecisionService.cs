using System.Buffers;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.V1;
using Google.Protobuf.Collections;
using Grpc.Core;
using Reason = EdgeGuard.Engine.Decisions.Reason;

namespace EdgeGuard.Edge.Decisions;

/// <summary>
/// <c>edgeguard.v1.CheckService</c>: reads the question, validates its token if it has one, then reads the lease clock, then the view once,
/// and answers from it; a batch is answered from one view. Beside the messages themselves it allocates nothing. Thread-safe.
/// </summary>
internal sealed partial class DecisionService(
    SnapshotState state,
    ILeaseClock clock,
    TokenAuthenticator tokens,
    DirectoryHasher hasher,
    DecisionIds ids,
    EdgeMetrics metrics,
    TimeProvider time,
    ILogger<DecisionService> logger) : CheckService.CheckServiceBase
{
    /// <inheritdoc/>
    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        CheckReader.Require(request, index: -1);
        return request.WhoCase == CheckRequest.WhoOneofCase.Token
            ? CheckTokenAsync(request, context.CancellationToken)
            : Task.FromResult(AnswerOne(new PendingCheck(Reason.None, CheckReader.ClaimOf(request, hasher)), request));
    }

    /// <inheritdoc/>
    public override async Task<BatchCheckResponse> BatchCheck(BatchCheckRequest request, ServerCallContext context)
    {
        var checks = request.Checks;
        if (checks.Count is 0 or > CheckLimits.MaxChecks)
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"checks: 1 to {CheckLimits.MaxChecks} are needed"));
        for (var i = 0; i < checks.Count; i++)
            CheckReader.Require(checks[i], i);

        var pending = ArrayPool<PendingCheck>.Shared.Rent(checks.Count);
        try
        {
            for (var i = 0; i < checks.Count; i++)
            {
                pending[i] = checks[i].WhoCase == CheckRequest.WhoOneofCase.Token
                    ? await AuthenticateAsync(checks[i], context.CancellationToken)
                    : new PendingCheck(Reason.None, CheckReader.ClaimOf(checks[i], hasher));
            }

            return AnswerAll(pending, checks);
        }
        finally
        {
            ArrayPool<PendingCheck>.Shared.Return(pending);
        }
    }

    private async Task<CheckResponse> CheckTokenAsync(CheckRequest check, CancellationToken cancellationToken)
    {
        var pending = await AuthenticateAsync(check, cancellationToken);
        return AnswerOne(pending, check);
    }

    /// <summary>
    /// A token speaks for its own tenant alone: with another beside it the answer is the same as for a tenant that does not exist.
    /// </summary>
    private async ValueTask<PendingCheck> AuthenticateAsync(CheckRequest check, CancellationToken cancellationToken)
    {
        if (check.Token.Length == 0)
            return new PendingCheck(Reason.TokenMissing, default);
        var outcome = await tokens.AuthenticateAsync(check.Token, cancellationToken);
        if (outcome.Unverifiable)
            ThrowUnverifiable();
        if (outcome.Token is not { } token)
            return new PendingCheck(outcome.Reason, default);
        return check.Tenant.Length > 0 && !string.Equals(check.Tenant, token.Tenant, StringComparison.Ordinal)
            ? new PendingCheck(Reason.UnknownTenant, default)
            : new PendingCheck(Reason.None, token.ToClaim());
    }

    private CheckResponse AnswerOne(in PendingCheck pending, CheckRequest check)
    {
        var instant = clock.Now;
        return Answer(state.View, instant, pending, check, Now(), ids.Take(1));
    }

    private BatchCheckResponse AnswerAll(PendingCheck[] pending, RepeatedField<CheckRequest> checks)
    {
        var instant = clock.Now;
        var view = state.View;
        var now = Now();
        var id = ids.Take(checks.Count);
        var response = new BatchCheckResponse();
        response.Results.Capacity = checks.Count;
        var decisions = ArrayPool<Decision>.Shared.Rent(checks.Count);
        DecideAll(view, instant, pending, checks, now, decisions);
        for (var i = 0; i < checks.Count; i++)
            response.Results.Add(Respond(decisions[i], unchecked(id + (ulong)i)));
        ArrayPool<Decision>.Shared.Return(decisions);
        return response;
    }

    private static void DecideAll(LeaseView view, long instant, PendingCheck[] pending, RepeatedField<CheckRequest> checks, long now, Decision[] decisions)
    {
        if (view.Snapshot is { } snapshot && view.IsRunningAt(instant))
        {
            var asked = ArrayPool<SubjectQuestion>.Shared.Rent(checks.Count);
            for (var i = 0; i < checks.Count; i++)
                asked[i] = new SubjectQuestion(pending[i].Claim, CheckReader.QuestionOf(checks[i]));
            snapshot.CheckAll(asked.AsSpan(0, checks.Count), now, decisions);
            ArrayPool<SubjectQuestion>.Shared.Return(asked, clearArray: true);
        }

        for (var i = 0; i < checks.Count; i++)
        {
            if (RefusalOf(view, instant, pending[i]) is { } refusal)
                decisions[i] = refusal;
        }
    }

    /// <summary>What stands in the way of asking the state; null when nothing does.</summary>
    private static Decision? RefusalOf(LeaseView view, long instant, in PendingCheck pending)
    {
        var snapshot = view.Snapshot;
        return pending.Reason != Reason.None ? new Decision(pending.Reason, snapshot?.Version ?? 0)
            : snapshot is null ? new Decision(Reason.SnapshotMissing, 0)
            : !view.IsRunningAt(instant) ? new Decision(Reason.SnapshotStale, snapshot.Version)
            : null;
    }

    private CheckResponse Answer(LeaseView view, long instant, in PendingCheck pending, CheckRequest check, long now, ulong id) =>
        // With nothing in the way there is a snapshot.
        Respond(RefusalOf(view, instant, pending) ?? view.Snapshot!.Check(pending.Claim, CheckReader.QuestionOf(check), now), id);

    private CheckResponse Respond(in Decision decision, ulong id)
    {
        metrics.Checked(decision.Reason);
        Log.CheckAnswered(logger, id, decision.Reason, decision.Version);
        return new CheckResponse
        {
            Allowed = decision.Allowed,
            Reason = (V1.Reason)(int)decision.Reason,
            Version = (ulong)decision.Version,
            DecisionId = id,
        };
    }

    /// <summary>Nothing can be said about the token, so the call has no answer; a client that tries again does right.</summary>
    private void ThrowUnverifiable()
    {
        metrics.CheckUnverifiable();
        throw new RpcException(new Status(StatusCode.Unavailable, "token: the keys of its issuer are not available"));
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
