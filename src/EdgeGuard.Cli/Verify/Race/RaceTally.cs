namespace EdgeGuard.Cli.Verify.Race;

/// <summary>What the requests of one race say about it.</summary>
internal sealed record RaceTally
{
    /// <summary>Requests that were answered before the deactivation was sent.</summary>
    public required int Before { get; init; }

    /// <summary>Requests that were under way while it was: either answer is right.</summary>
    public required int During { get; init; }

    /// <summary>Requests that were sent after its response was received: all must be refused.</summary>
    public required int After { get; init; }

    /// <summary>The first request sent after the response that was allowed: there must be none.</summary>
    public RaceSample? WrongAllow { get; init; }

    public int WrongAllows { get; init; }

    /// <summary>The first request that was refused without a good reason: there must be none.</summary>
    public RaceSample? Unexplained { get; init; }

    public int UnexplainedRefusals { get; init; }

    /// <param name="samples">Every request of the race.</param>
    /// <param name="deactivated">When the deactivation was sent.</param>
    /// <param name="acknowledged">When its response was received.</param>
    public static RaceTally Of(IReadOnlyCollection<RaceSample> samples, long deactivated, long acknowledged)
    {
        var wrong = samples.Where(s => s.Sent > acknowledged && s.Verdict == RaceVerdict.Allowed).ToList();
        var unexplained = samples.Where(s => s.Verdict switch
        {
            RaceVerdict.Allowed => false,
            RaceVerdict.Deactivated => s.Received < deactivated,
            RaceVerdict.Cut => s.Received < deactivated || s.Sent > acknowledged,
            _ => true,
        }).ToList();
        return new RaceTally
        {
            Before = samples.Count(s => s.Received < deactivated),
            During = samples.Count(s => s.Received >= deactivated && s.Sent <= acknowledged),
            After = samples.Count(s => s.Sent > acknowledged),
            WrongAllow = wrong.Count > 0 ? wrong[0] : null,
            WrongAllows = wrong.Count,
            Unexplained = unexplained.Count > 0 ? unexplained[0] : null,
            UnexplainedRefusals = unexplained.Count,
        };
    }
}
