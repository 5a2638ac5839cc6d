using System.Globalization;
using EdgeGuard.Cli.Clients;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Deactivation: every edge refuses the token that was good a moment ago, and cuts what is open.</summary>
internal sealed class DeactivateStep : IVerifyStep
{
    private const int ChecksAfterwards = 200;

    public string Id => "S5.3";

    public string Title => "active=false: USER_INACTIVE everywhere, downloads cut";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var reply = await context.Connection.SetActiveAsync(context.User, active: false, cancellationToken);
        var enforcement = await context.Propagation.UntilAsync(
            reply.Received, [Expectations.MayNotRead(context.Tenant, context.User, context.Token, Reason.UserInactive)], cancellationToken);
        var cut = await CutAsync(context, reply.Received, cancellationToken);
        await Task.WhenAll(context.Edges.Select(edge => StaysDeniedAsync(context, edge, cancellationToken)));
        return new StepOutcome(
            string.Create(
                CultureInfo.InvariantCulture,
                $"403 on {context.AllEdges}, {context.Downloads.Count} downloads cut in {cut.TotalMilliseconds:0.0} ms, 0 of {ChecksAfterwards * context.Edges.Count} later checks allowed"),
            enforcement);
    }

    private static async Task<TimeSpan> CutAsync(VerifyContext context, long since, CancellationToken cancellationToken)
    {
        Expect.That(context.Downloads.Count > 0, "no download was open");
        (bool Aborted, long At)[] ends;
        try
        {
            ends = await Task.WhenAll(context.Downloads.Select(d => d.Ended)).WaitAsync(context.Options.HangBound, context.Time, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new StepFailedException($"a download still runs after {context.Options.HangBound.TotalSeconds:0} s", e);
        }

        Expect.That(Array.TrueForAll(ends, e => e.Aborted), "a download was closed in order instead of aborted");
        var slowest = ends.Max(e => context.Time.GetElapsedTime(since, e.At));
        Expect.That(
            !context.Options.Strict || slowest <= StrictLimits.Cut,
            $"the last download was cut after {slowest.TotalMilliseconds:0} ms, more than {StrictLimits.Cut.TotalMilliseconds:0}");
        return slowest;
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
