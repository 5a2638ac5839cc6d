using System.Globalization;
using System.Net;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Verify.Race;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>
/// The sentence that EdgeGuard is for: requests race with a deactivation on every edge, and of those sent after scim has acknowledged
/// it none is allowed. In each of the three ways in which providers deactivate.
/// </summary>
internal sealed class RaceStep(int requests) : IVerifyStep
{
    private const int Ways = 3;

    public string Id => "S5.2";

    public string Title => "racing requests: none sent after the answer is allowed";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var scim = context.Connection;
        var user = new StoryUser("00u4", "racer");
        await scim.CreateUserAsync(user, cancellationToken);
        var path = $"Users/{user.Id}";
        var ready = await scim.AddMemberAsync(context.ViewerGroup, user, cancellationToken);

        var tallies = new List<RaceTally> { await RaceAsync("false", Reason.UserInactive, () => scim.SetActiveAsync(user, active: false, cancellationToken)) };
        ready = await scim.SetActiveAsync(user, active: true, cancellationToken);
        tallies.Add(await RaceAsync("\"False\"", Reason.UserInactive, () => scim.PatchAsync(path, "Replace", "active", "False", cancellationToken)));
        ready = await scim.PatchAsync(path, "Replace", "active", "True", cancellationToken);
        tallies.Add(await RaceAsync("DELETE", Reason.UnknownSubject, async () =>
            Expect.Status(await scim.DeleteAsync(path, cancellationToken), HttpStatusCode.NoContent, "DELETE")));

        return new StepOutcome(string.Create(
            CultureInfo.InvariantCulture,
            $"0 of {tallies.Sum(t => t.After)} sent after the answer allowed (false, \"False\", DELETE); 0 of {tallies.Sum(t => t.Before + t.During)} sooner ones refused for another reason"));

        async Task<RaceTally> RaceAsync(string way, Reason reason, Func<Task<JsonReply>> deactivate)
        {
            // A token of its own: the deactivation before has put the last one under its not-before mark.
            var token = await context.NewTokenAsync(user.ExternalId, cancellationToken);
            await context.Propagation.UntilAsync(ready.Received, [Expectations.MayRead(context.Tenant, user, token)], cancellationToken);
            var tally = await new RacingRequests(context, user, token, reason).RunAsync((requests + Ways - 1) / Ways, deactivate, cancellationToken);
            if (tally.WrongAllow is { } wrong)
                throw new StepFailedException(string.Create(CultureInfo.InvariantCulture, $"{way}: {tally.WrongAllows} of {tally.After} requests sent after the answer were allowed, first by {wrong.Where}"));
            if (tally.Unexplained is { } refused)
                throw new StepFailedException(string.Create(CultureInfo.InvariantCulture, $"{way}: {tally.UnexplainedRefusals} requests were refused without a reason, first by {refused.Where}: {refused.Answer}"));
            return tally;
        }
    }
}
