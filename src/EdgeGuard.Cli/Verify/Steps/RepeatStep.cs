using System.Globalization;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>
/// The cycle of which propagation is made, many times over one user: leave the group, join it, be deactivated, be activated.
/// Measured are the two that take something away: from the SCIM response until every edge denies, over gRPC and through its proxy.
/// The first <see cref="WarmUp"/> cycles are not counted: a process that has just started is still compiling its code.
/// </summary>
internal sealed class RepeatStep(int cycles) : IVerifyStep
{
    /// <summary>Cycles before those that count.</summary>
    private const int WarmUp = 100;

    public string Id => "repeat";

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{cycles} cycles of role change and deactivation, after {WarmUp} to warm up");

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var scim = context.Connection;
        var user = new StoryUser("00u3", "cycle");
        await scim.CreateUserAsync(user, cancellationToken);
        var joined = await scim.AddMemberAsync(context.ViewerGroup, user, cancellationToken);
        await AllowedAsync(joined.Received);

        var answered = new List<TimeSpan>(cycles);
        var roleChange = new List<TimeSpan>(cycles);
        var deactivation = new List<TimeSpan>(cycles);
        for (var i = -WarmUp; i < cycles; i++)
        {
            if (i == 0)
            {
                answered.Clear();
                roleChange.Clear();
                deactivation.Clear();
            }

            // Each cycle needs a token of its own: the deactivation before has put the last one under its not-before mark.
            var token = await context.NewTokenAsync(user.ExternalId, cancellationToken);
            var left = await scim.RemoveMemberAsync(context.ViewerGroup, user, cancellationToken);
            roleChange.Add(await DeniedAsync(left.Received, token, Reason.MissingPermission));
            joined = await scim.AddMemberAsync(context.ViewerGroup, user, cancellationToken);
            await AllowedAsync(joined.Received);

            var sent = context.Time.GetTimestamp();
            var inactive = await scim.SetActiveAsync(user, active: false, cancellationToken);
            answered.Add(context.Time.GetElapsedTime(sent, inactive.Received));
            deactivation.Add(await DeniedAsync(inactive.Received, token, Reason.UserInactive));
            var active = await scim.SetActiveAsync(user, active: true, cancellationToken);
            await AllowedAsync(active.Received);
        }

        Distribution[] distributions =
        [
            Distribution.Of("role change to denied", roleChange) with { P50Limit = StrictLimits.Enforcement, P99Limit = StrictLimits.EnforcementP99 },
            Distribution.Of("deactivation to denied", deactivation) with { P99Limit = StrictLimits.DeactivationP99 },
            Distribution.Of("deactivation answered by scim", answered),
        ];
        return new StepOutcome($"denied on {context.AllEdges} every time") { Distributions = distributions };

        Task AllowedAsync(long since) =>
            context.Propagation.UntilAsync(since, [Expectations.MayReadByCheck(context.Tenant, user)], cancellationToken);

        async Task<TimeSpan> DeniedAsync(long since, string token, Reason reason) =>
            (await context.Propagation.UntilAsync(since, [Expectations.MayNotRead(context.Tenant, user, token, reason)], cancellationToken)).AllEdges;
    }
}
