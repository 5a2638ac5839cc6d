using System.Globalization;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>The user works: a valid token, and a download open at every edge.</summary>
internal sealed class OpenSessionsStep : IVerifyStep
{
    public string Id => "S5.1";

    public string Title => "the user holds a token and an open download per edge";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        foreach (var edge in context.Edges)
            context.Downloads.Add(await edge.OpenDownloadAsync(context.Token, cancellationToken));
        Expect.That(context.Downloads.TrueForAll(d => !d.Ended.IsCompleted), "a download ended by itself");
        return new StepOutcome(string.Create(CultureInfo.InvariantCulture, $"{context.Downloads.Count} downloads run"));
    }
}
