using System.Net;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Commands;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Race;

/// <summary>
/// Requests of one user through every edge, over gRPC and through the proxies, several at a time and without a pause: before, while
/// and after the user is deactivated.
/// </summary>
internal sealed class RacingRequests(VerifyContext context, StoryUser user, string token, Reason reason)
{
    /// <summary>Loops for each edge and each of the two ways.</summary>
    private const int LoopsEach = 2;

    /// <summary>Requests that each loop has had answered before the deactivation is sent.</summary>
    private const int WarmUp = 20;

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private long _acknowledged = long.MaxValue;

    /// <summary>Runs the race.</summary>
    /// <param name="after">How many requests to send after the response, over all loops.</param>
    /// <param name="deactivate">Deactivates the user.</param>
    /// <param name="cancellationToken">Ends the race.</param>
    /// <exception cref="CliException">An edge did not answer.</exception>
    public async Task<RaceTally> RunAsync(int after, Func<Task<JsonReply>> deactivate, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Bound);
        var loops = context.Edges.SelectMany(edge => Enumerable.Range(0, LoopsEach).SelectMany(_ => new[]
        {
            new RaceLoop(() => CheckAsync(edge, limit.Token)),
            new RaceLoop(() => ProxyAsync(edge, limit.Token)),
        })).ToList();
        var quota = (after + loops.Count - 1) / loops.Count;
        try
        {
            var running = Task.WhenAll(loops.Select(RunAsync));
            await Task.WhenAny(running, Task.WhenAll(loops.Select(loop => loop.Warm)));
            if (running.IsCompleted)
                await running;
            var sent = context.Time.GetTimestamp();
            var reply = await DeactivateAsync(deactivate, limit);
            Interlocked.Exchange(ref _acknowledged, reply.Received);
            await running;
            return RaceTally.Of([.. loops.SelectMany(loop => loop.Samples)], sent, reply.Received);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StepFailedException($"the race did not end within {Bound.TotalSeconds:0} s", e);
        }

        async Task RunAsync(RaceLoop loop)
        {
            try
            {
                await loop.RunAsync(WarmUp, quota, () => Interlocked.Read(ref _acknowledged));
            }
            catch
            {
                // Without this one there is no race; the others would go on for ever.
                await limit.CancelAsync();
                throw;
            }
        }
    }

    private static async Task<JsonReply> DeactivateAsync(Func<Task<JsonReply>> deactivate, CancellationTokenSource limit)
    {
        try
        {
            return await deactivate();
        }
        catch
        {
            // The loops would go on for ever.
            await limit.CancelAsync();
            throw;
        }
    }

    private async Task<RaceSample> CheckAsync(EdgeUnderTest edge, CancellationToken cancellationToken)
    {
        var sent = context.Time.GetTimestamp();
        var answer = await edge.CheckAsync(Questions.Permission(context.Tenant, user.ExternalId, Permissions.Read), cancellationToken);
        var verdict = answer.Allowed ? RaceVerdict.Allowed : answer.Reason == reason ? RaceVerdict.Deactivated : RaceVerdict.Other;
        return new RaceSample($"{edge.Name} over gRPC", sent, context.Time.GetTimestamp(), verdict, Expectation.Describe(answer));
    }

    private async Task<RaceSample> ProxyAsync(EdgeUnderTest edge, CancellationToken cancellationToken)
    {
        var sent = context.Time.GetTimestamp();
        var (verdict, answer) = await AskProxyAsync(edge, cancellationToken);
        return new RaceSample($"{edge.Name} through its proxy", sent, context.Time.GetTimestamp(), verdict, answer);
    }

    private async Task<(RaceVerdict Verdict, string Answer)> AskProxyAsync(EdgeUnderTest edge, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await edge.AskProxyAsync(HttpMethod.Get, "documents", token, cancellationToken);
            if (answer.Status == HttpStatusCode.OK)
                return (RaceVerdict.Allowed, answer.ToString());
            var deactivated = string.Equals(answer.Reason, Questions.Code(reason), StringComparison.Ordinal);
            return (deactivated ? RaceVerdict.Deactivated : RaceVerdict.Other, answer.ToString());
        }
        catch (CliException e) when (e.InnerException is HttpRequestException or IOException)
        {
            return (RaceVerdict.Cut, "the connection broke");
        }
    }
}
