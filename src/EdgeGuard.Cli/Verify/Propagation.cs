namespace EdgeGuard.Cli.Verify;

/// <summary>Asks the edges again and again until all answer as they must.</summary>
internal sealed class Propagation(IReadOnlyList<EdgeUnderTest> edges, TimeSpan hangBound, TimeProvider time)
{
    /// <summary>
    /// Polls every edge without a pause. The time of an edge is that of the end of the first answer that fits, so it includes
    /// one round trip and is never flattered.
    /// </summary>
    /// <param name="since">Timestamp of the SCIM response.</param>
    /// <param name="expectations">All must be met, in this order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StepFailedException">An edge did not come to it within the hang bound.</exception>
    public async Task<Enforcement> UntilAsync(long since, IReadOnlyList<Expectation> expectations, CancellationToken cancellationToken)
    {
        var times = await Task.WhenAll(edges.Select(edge => UntilAsync(edge, since, expectations, cancellationToken)));
        return new Enforcement(edges.Zip(times).ToDictionary(p => p.First.Name, p => p.Second, StringComparer.Ordinal));
    }

    private async Task<TimeSpan> UntilAsync(EdgeUnderTest edge, long since, IReadOnlyList<Expectation> expectations, CancellationToken cancellationToken)
    {
        foreach (var expectation in expectations)
        {
            await PollAsync(since, $"{edge.Name} over gRPC", async () =>
            {
                var response = await edge.CheckAsync(expectation.Check, cancellationToken);
                return expectation.IsMetBy(response) ? null : Expectation.Describe(response);
            });
            if (expectation.Proxy is not { } proxy)
                continue;
            await PollAsync(since, $"{edge.Name} through its proxy", async () =>
            {
                var answer = await edge.AskProxyAsync(proxy.Method, proxy.Path, proxy.Token, cancellationToken);
                return proxy.IsMetBy(answer) ? null : answer.ToString();
            });
        }

        return time.GetElapsedTime(since);
    }

    /// <param name="since">Start of the hang bound.</param>
    /// <param name="who">For the message.</param>
    /// <param name="askAsync">Null when met, else what was answered.</param>
    private async Task PollAsync(long since, string who, Func<Task<string?>> askAsync)
    {
        while (await askAsync() is { } seen)
        {
            if (time.GetElapsedTime(since) > hangBound)
                throw new StepFailedException($"{who} still answers {seen} after {hangBound.TotalSeconds:0} s");
        }
    }
}
