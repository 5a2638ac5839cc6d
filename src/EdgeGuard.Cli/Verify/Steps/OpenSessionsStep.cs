using System.Globalization;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>The user works: a valid token, and a connection of every kind open at every edge. So does a neighbour.</summary>
internal sealed class OpenSessionsStep : IVerifyStep
{
    public string Id => "S5.1";

    public string Title => "the user holds a token and live connections of every kind";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var joined = await context.Connection.AddMemberAsync(context.AdminGroup, context.Neighbour, cancellationToken);
        var token = await context.NewTokenAsync(context.Neighbour.ExternalId, cancellationToken);
        await context.Propagation.UntilAsync(joined.Received, [Expectations.MayRead(context.Tenant, context.Neighbour, token)], cancellationToken);
        foreach (var edge in context.Edges)
        {
            context.Live.AddRange(await edge.Live.OpenAllAsync(context.Token, cancellationToken));
            context.NeighbourLive.AddRange(await edge.Live.OpenAllAsync(token, cancellationToken));
        }

        foreach (var ended in context.Live.Concat(context.NeighbourLive).Where(c => c.Ended.IsCompleted))
            throw new StepFailedException($"{ended.Edge}: a {ended.Kind} ended by itself ({(await ended.Ended).How})");
        var kinds = context.Live.Select(c => c.Kind).Distinct(StringComparer.Ordinal);
        return new StepOutcome(string.Create(
            CultureInfo.InvariantCulture, $"{context.Live.Count} of {string.Join(", ", kinds)}; as many of a neighbour"));
    }
}
