using System.Globalization;
using EdgeGuard.Cli.Clients;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>How long a check takes, one after the other, at the first edge.</summary>
internal sealed class CheckLatencyStep : IVerifyStep
{
    private const int WarmUp = 500;

    public string Id => "checks";

    public string Title => "latency of gRPC checks, one at a time";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var edge = context.Edges[0];
        var question = Questions.Permission(context.Tenant, context.User.ExternalId, Permissions.Read);
        for (var i = 0; i < WarmUp; i++)
            await edge.CheckAsync(question, cancellationToken);
        var times = new TimeSpan[context.Options.LatencyChecks];
        for (var i = 0; i < times.Length; i++)
        {
            var start = context.Time.GetTimestamp();
            var answer = await edge.CheckAsync(question, cancellationToken);
            times[i] = context.Time.GetElapsedTime(start);
            Expect.That(answer.Allowed, $"check {i.ToString(CultureInfo.InvariantCulture)}: {Expectation.Describe(answer)}");
        }

        var distribution = Distribution.Of($"check over {edge.Transport}", times);
        return new StepOutcome(string.Create(CultureInfo.InvariantCulture, $"{times.Length} checks at {edge.Name}, all allowed")) { Distributions = [distribution] };
    }
}
