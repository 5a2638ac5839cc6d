namespace EdgeGuard.Cli.Verify;

/// <summary>One step of the story: does something as the provider and says what the edges made of it.</summary>
internal interface IVerifyStep
{
    /// <summary>Number in the acceptance scenarios.</summary>
    string Id { get; }

    /// <summary>What must hold.</summary>
    string Title { get; }

    /// <exception cref="StepFailedException">It did not hold.</exception>
    Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken);
}
