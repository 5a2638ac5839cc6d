namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>A user without a group is known, and may nothing.</summary>
internal sealed class NoRoleYetStep : IVerifyStep
{
    public string Id => "S1.2";

    public string Title => "before any group: known, but MISSING_PERMISSION";

    public Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var seen = context.FirstSight ?? throw new StepFailedException("the user was not created");
        return Task.FromResult(new StepOutcome($"{context.AllEdges} deny with MISSING_PERMISSION", seen));
    }
}
