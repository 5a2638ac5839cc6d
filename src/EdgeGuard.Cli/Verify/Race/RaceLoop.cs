namespace EdgeGuard.Cli.Verify.Race;

/// <summary>One request after the other, until enough were sent after the acknowledgement.</summary>
internal sealed class RaceLoop(Func<Task<RaceSample>> ask)
{
    private readonly TaskCompletionSource _warm = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Every request that this loop made; read them when it has ended.</summary>
    public List<RaceSample> Samples { get; } = [];

    /// <summary>Completes when it has made its first requests.</summary>
    public Task Warm => _warm.Task;

    /// <param name="warmUp">So many requests make it warm.</param>
    /// <param name="after">So many requests sent after the acknowledgement end it.</param>
    /// <param name="acknowledged">When the acknowledgement was received; a time to come before that.</param>
    public async Task RunAsync(int warmUp, int after, Func<long> acknowledged)
    {
        while (after > 0)
        {
            var sample = await ask();
            Samples.Add(sample);
            if (Samples.Count == warmUp)
                _warm.TrySetResult();
            if (sample.Sent > acknowledged())
                after--;
        }
    }
}
