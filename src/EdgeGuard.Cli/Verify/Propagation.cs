namespace EdgeGuard.Cli.Verify;

/// <summary>Asks the edges again and again until all answer as they must.</summary>
internal sealed class Propagation(IReadOnlyList<EdgeUnderTest> edges, TimeSpan hangBound, TimeProvider time)
{
    /// <summary>
    /// Polls the edges in turn, without a pause and with one question under way: a loop for each edge would take the processors
    /// from the change that is waited for, and measure itself. The time of an edge is that of the end of the first answer that
    /// fits, so it includes a round trip and is never flattered.
    /// </summary>
    /// <param name="since">Timestamp of the SCIM response.</param>
    /// <param name="expectations">All must be met, in this order.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StepFailedException">An edge did not come to it within the hang bound.</exception>
    public async Task<Enforcement> UntilAsync(long since, IReadOnlyList<Expectation> expectations, CancellationToken cancellationToken)
    {
        var times = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var waits = edges.Select(edge => (edge.Name, Wait: new EdgeWait(edge, expectations))).ToList();
        while (waits.Count > 0)
        {
            for (var i = waits.Count - 1; i >= 0; i--)
            {
                var (name, wait) = waits[i];
                if (await wait.AskAsync(cancellationToken))
                {
                    times[name] = time.GetElapsedTime(since);
                    waits.RemoveAt(i);
                }
                else if (time.GetElapsedTime(since) > hangBound)
                {
                    throw new StepFailedException($"{wait.LastSeen} after {hangBound.TotalSeconds:0} s");
                }
            }
        }

        return new Enforcement(times);
    }
}
