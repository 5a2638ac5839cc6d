namespace EdgeGuard.Cli.Dev;

/// <summary>How patient a <see cref="Supervisor"/> is.</summary>
internal sealed record SupervisorOptions
{
    /// <summary>From start to ready.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan ReadyPollEvery { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>From the request to stop until the child is killed.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Wait before the first restart; doubles up to <see cref="MaxBackoff"/> while the child keeps dying.</summary>
    public TimeSpan FirstBackoff { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A child that lived this long starts again at <see cref="FirstBackoff"/>.</summary>
    public TimeSpan StableAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Wait before the next start of a child that died <paramref name="deaths"/> times in a row (from 1).</summary>
    public TimeSpan BackoffAfter(int deaths)
    {
        var doubled = FirstBackoff * Math.Pow(2, Math.Min(deaths - 1, 30));
        return doubled < MaxBackoff ? doubled : MaxBackoff;
    }
}
