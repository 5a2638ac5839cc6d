using System.Globalization;
using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>
/// The cycle of which propagation is made, many times: leave the group, join it, be deactivated, be activated. Two users take turns,
/// one behind the connection of the story, whose deactivations are answered when every edge enforces them, and one behind another
/// with <c>fence: off</c>, so that what the fence costs is measured within one run. The first <see cref="WarmUp"/> cycles are not
/// counted: a process that has just started is still compiling its code.
/// </summary>
internal sealed class RepeatStep(int cycles) : IVerifyStep
{
    /// <summary>Cycles before those that count.</summary>
    private const int WarmUp = 100;

    public string Id => "repeat";

    public string Title => string.Create(
        CultureInfo.InvariantCulture, $"{cycles} cycles of role change and deactivation, fenced and not in turn, after {WarmUp} to warm up");

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var fenced = await CycledUser.CreateAsync(context, context.Connection, context.ViewerGroup, new StoryUser("00u3", "cycle"), cancellationToken);
        using var plainConnection = await ConnectAsync(context, cancellationToken);
        var (_, plainGroup) = await plainConnection.CreateGroupAsync("SaaS-viewer", [], cancellationToken);
        var plain = await CycledUser.CreateAsync(context, plainConnection, plainGroup, new StoryUser("00u5", "cycle-off"), cancellationToken);
        for (var i = -WarmUp; i < cycles; i++)
        {
            if (i == 0)
            {
                fenced.Forget();
                plain.Forget();
            }

            // Now the one first, now the other, so that neither always runs in what the other left behind.
            var (first, second) = int.IsEvenInteger(i) ? (fenced, plain) : (plain, fenced);
            await first.CycleAsync(cancellationToken);
            await second.CycleAsync(cancellationToken);
        }

        var answered = Distribution.Of("deactivation answered, fenced", fenced.Answered);
        var answeredPlain = Distribution.Of("deactivation answered, fence off", plain.Answered);
        return new StepOutcome($"denied on {context.AllEdges} every time")
        {
            Distributions =
            [
                Distribution.Of("role change to denied", fenced.RoleChange) with { P50Limit = StrictLimits.Enforcement, P99Limit = StrictLimits.EnforcementP99 },
                Distribution.Of("answer to denied, fenced", fenced.Deactivation) with { P99Limit = StrictLimits.DeactivationP99 },
                Distribution.Of("answer to denied, fence off", plain.Deactivation) with { P99Limit = StrictLimits.DeactivationP99 },
                answered,
                answeredPlain,
            ],
            Differences =
            [
                PercentileDifference.Of("what the fence adds to the answer", answered, answeredPlain) with
                {
                    P50Limit = StrictLimits.FenceP50, P99Limit = StrictLimits.FenceP99,
                },
            ],
        };
    }

    /// <summary>Another connection into the same tenant, whose answers wait for no fence.</summary>
    private static async Task<ScimConnection> ConnectAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var key = $"{context.Tenant}-off";
        return await SetUpStep.ConnectAsync(context, key, new JsonObject { ["tenant"] = context.Tenant, ["fence"] = "off" }, cancellationToken);
    }
}
