namespace EdgeGuard.Cli.Verify;

/// <summary>How a verification is run.</summary>
internal sealed record VerifyOptions
{
    public const int DefaultRace = 3_000;

    /// <summary>Print one JSON document instead of a table.</summary>
    public bool Json { get; init; }

    /// <summary>Cycles of role change and deactivation to measure; 0 for none.</summary>
    public int Repeat { get; init; }

    /// <summary>Requests to send after each fenced answer, over all edges, while a user is deactivated; the acceptance scenario asks for 10,000.</summary>
    public int Race { get; init; } = DefaultRace;

    /// <summary>Judge times too.</summary>
    public bool Strict { get; init; }

    /// <summary>Checks whose latency is measured.</summary>
    public int LatencyChecks { get; init; } = 5_000;

    /// <summary>A step fails when something has not happened by then.</summary>
    public TimeSpan HangBound { get; init; } = TimeSpan.FromSeconds(5);
}
