using EdgeGuard.Cli.Clients;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>A feature of the tenant entitles its users; another does not.</summary>
internal sealed class FeatureStep : IVerifyStep
{
    public string Id => "S1.5";

    public string Title => "feature reports is entitled, another is not";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        foreach (var edge in context.Edges)
        {
            var reports = await edge.CheckAsync(Questions.Feature(context.Tenant, context.User.ExternalId, Permissions.ReportsFeature), cancellationToken);
            Expect.That(reports.Allowed, $"{edge.Name}: {Expectation.Describe(reports)}");
            var other = await edge.CheckAsync(Questions.Feature(context.Tenant, context.User.ExternalId, "not-sold"), cancellationToken);
            Expect.Equal(Expectation.Describe(other), "deny MISSING_FEATURE", $"{edge.Name}: feature not-sold");
        }

        return new StepOutcome($"{context.AllEdges} allow reports, deny not-sold");
    }
}
