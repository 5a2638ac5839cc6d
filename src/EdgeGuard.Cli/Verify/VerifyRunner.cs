using System.Net;
using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Verify;

/// <summary>Plays the story against a deployment, in a tenant of its own that is removed however the story ends.</summary>
internal sealed class VerifyRunner(VerifyTarget target, VerifyOptions options, TimeProvider time)
{
    private static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(10);

    /// <param name="run">Makes the tenant's name unique.</param>
    /// <param name="steps">The story.</param>
    /// <param name="begin">Told before each step.</param>
    /// <param name="cancellationToken">Ends the story early; the tenant is removed first.</param>
    /// <exception cref="CliException">A part of the deployment is not there.</exception>
    public async Task<VerifyReport> RunAsync(string run, IReadOnlyList<IVerifyStep> steps, Action<IVerifyStep> begin, CancellationToken cancellationToken)
    {
        using var context = new VerifyContext(target, options, run, time);
        await context.CheckReachableAsync(cancellationToken);
        var rows = new List<StepRow>();
        try
        {
            foreach (var step in steps)
            {
                begin(step);
                rows.Add(await RunAsync(step, context, cancellationToken));
                if (rows is [{ Passed: false }])
                    break; // Without the set-up nothing else can be said.
            }
        }
        catch
        {
            // There will be no table to say it in.
            if (await CleanUpAsync(context) is { Passed: false } failed)
                await Console.Error.WriteLineAsync($"{failed.Id}: {failed.Seen}");
            throw;
        }

        rows.Add(await CleanUpAsync(context));
        return new VerifyReport(context.Tenant, options.Strict, [.. context.Edges.Select(e => e.Name)], rows);
    }

    private static async Task<StepRow> RunAsync(IVerifyStep step, VerifyContext context, CancellationToken cancellationToken)
    {
        StepOutcome? outcome = null;
        try
        {
            outcome = await step.RunAsync(context, cancellationToken);
            if (context.Options.Strict)
                StrictLimits.Judge(outcome);
            return new StepRow(step.Id, step.Title, Passed: true, outcome.Seen, outcome);
        }
        catch (Exception e) when (e is StepFailedException or CliException)
        {
            return new StepRow(step.Id, step.Title, Passed: false, e.Message, outcome);
        }
    }

    private static async Task<StepRow> CleanUpAsync(VerifyContext context)
    {
        const string Id = "clean-up";
        const string Title = "the tenant is removed";

        // Not the caller's token: it may be what ended the story.
        using var limit = new CancellationTokenSource(CleanUpTimeout, context.Time);
        try
        {
            var reply = await context.Admin.SendAsync(HttpMethod.Delete, $"tenants/{context.Tenant}", body: null, limit.Token);
            var gone = reply.IsSuccess || reply.Status == HttpStatusCode.NotFound; // Not found: it was never made.
            return new StepRow(Id, Title, gone, gone ? context.Tenant : $"DELETE of {context.Tenant}: {reply.Describe()}");
        }
        catch (Exception e) when (e is CliException or OperationCanceledException)
        {
            return new StepRow(Id, Title, Passed: false, $"{context.Tenant} may be left behind: {e.Message}");
        }
    }
}
