using System.Globalization;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Verify.Live;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Deactivation: every edge refuses the token that was good a moment ago, and cuts what is open, of this user alone.</summary>
internal sealed class DeactivateStep : IVerifyStep
{
    private const int ChecksAfterwards = 200;

    public string Id => "S5.3";

    public string Title => "active=false: USER_INACTIVE everywhere, live connections cut";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var reply = await context.Connection.SetActiveAsync(context.User, active: false, cancellationToken);
        var enforcement = await context.Propagation.UntilAsync(
            reply.Received, [Expectations.MayNotRead(context.Tenant, context.User, context.Token, Reason.UserInactive)], cancellationToken);
        var ends = await EndsAsync(context, cancellationToken);
        await Task.WhenAll(context.Edges.Select(edge => StaysDeniedAsync(context, edge, cancellationToken)));
        await NeighbourIsUntouchedAsync(context);
        return new StepOutcome(
            string.Create(
                CultureInfo.InvariantCulture,
                $"403 on {context.AllEdges}; {Describe(context, ends)}; {context.NeighbourLive.Count} of a neighbour go on; 0 of {ChecksAfterwards * context.Edges.Count} later checks allowed"),
            enforcement)
        {
            Distributions =
            [
                Distribution.Of("live connection cut, after the answer", ends.Select(e => After(context, reply.Received, e))) with { MaxLimit = StrictLimits.Cut },
            ],
        };
    }

    private static async Task<LiveEnd[]> EndsAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        Expect.That(context.Live.Count > 0, "no live connection was open");
        try
        {
            await Task.WhenAll(context.Live.Select(c => c.Ended)).WaitAsync(context.Options.HangBound, context.Time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            var open = context.Live.Where(c => !c.Ended.IsCompleted).Select(c => $"{c.Kind} through {c.Edge}");
            throw new StepFailedException($"still open after {context.Options.HangBound.TotalSeconds:0} s: {string.Join(", ", open)}", e);
        }

        foreach (var connection in context.Live)
        {
            var end = await connection.Ended;
            Expect.That(!end.InOrder, $"{connection.Edge}: the {connection.Kind} was ended in order ({end.How}) instead of cut");
        }

        return await Task.WhenAll(context.Live.Select(c => c.Ended));
    }

    /// <summary>Most are cut before the answer, which waits for that; what counts is how long one outlives it.</summary>
    private static TimeSpan After(VerifyContext context, long answered, LiveEnd end)
    {
        var after = context.Time.GetElapsedTime(answered, end.At);
        return after > TimeSpan.Zero ? after : TimeSpan.Zero;
    }

    private static string Describe(VerifyContext context, LiveEnd[] ends)
    {
        var sockets = context.Live.Count(c => c is LiveWebSocket);
        var closed = ends.Count(e => e.How == LiveWebSocket.ClosedByPolicy);
        return string.Create(CultureInfo.InvariantCulture, $"{ends.Length} live connections cut, {closed} of {sockets} WebSockets with {LiveWebSocket.ClosedByPolicy}");
    }

    private static async Task NeighbourIsUntouchedAsync(VerifyContext context)
    {
        foreach (var ended in context.NeighbourLive.Where(c => c.Ended.IsCompleted))
            throw new StepFailedException($"{ended.Edge}: a {ended.Kind} of another user ended too ({(await ended.Ended).How})");
    }

    private static async Task StaysDeniedAsync(VerifyContext context, EdgeUnderTest edge, CancellationToken cancellationToken)
    {
        var question = Questions.Permission(context.Tenant, context.User.ExternalId, Permissions.Read);
        for (var i = 0; i < ChecksAfterwards; i++)
        {
            var answer = await edge.CheckAsync(question, cancellationToken);
            Expect.That(!answer.Allowed, $"{edge.Name} allowed a check after it had denied one");
        }
    }
}
