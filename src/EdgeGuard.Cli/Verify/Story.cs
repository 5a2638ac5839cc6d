using EdgeGuard.Cli.Verify.Steps;

namespace EdgeGuard.Cli.Verify;

/// <summary>The steps of a verification, in order. Each builds on the ones before.</summary>
internal static class Story
{
    public static IReadOnlyList<IVerifyStep> Of(VerifyOptions options)
    {
        List<IVerifyStep> steps =
        [
            new SetUpStep(),
            new CreateUserStep(),
            new NoRoleYetStep(),
            new FirstRoleStep(),
            new IdentityHeadersStep(),
            new FeatureStep(),
            new ProfileUpdateStep(),
            new RoleChangeStep(),
            new CheckLatencyStep(),
            new OpenSessionsStep(),
            new RaceStep(options.Race),
            new DeactivateStep(),
            new ReactivateStep(),
            new DeleteUserStep(),
            new RecreateUserStep(),
        ];
        if (options.Repeat > 0)
            steps.Add(new RepeatStep(options.Repeat));
        return steps;
    }
}
