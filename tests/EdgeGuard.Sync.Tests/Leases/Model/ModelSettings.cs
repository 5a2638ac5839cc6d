namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>Size of a model: who takes part, how long a lease is, and how often each thing may happen.</summary>
internal sealed record ModelSettings
{
    public int Edges { get; init; } = 1;

    public int Scims { get; init; } = 1;

    /// <summary>L in units; a multiple of 4.</summary>
    public long Length { get; init; } = 4;

    /// <summary>Asks of each edge slot, over all its lives.</summary>
    public int Asks { get; init; } = 2;

    public int EdgeCrashes { get; init; }

    public int ScimCrashes { get; init; }

    public int Leaves { get; init; }

    /// <summary>A scim that leaves takes its row with it once none of its leases can run, and may start again as any crashed one.</summary>
    public int ScimLeaves { get; init; }

    public int Deactivations { get; init; } = 1;

    public int Reactivations { get; init; }

    public int OtherCommits { get; init; }

    /// <summary>Answers that reveal a deactivation without making it: retries, reads.</summary>
    public int Reveals { get; init; }

    /// <summary>Rows of dead scims are looked for.</summary>
    public bool Sweeps { get; init; }

    /// <summary>A message may come a second time.</summary>
    public bool Repeats { get; init; }

    /// <summary>Ticks without an Ask.</summary>
    public int IdleTicks { get; init; }

    /// <summary>Each clock may skip or repeat one unit in W + 1.</summary>
    public bool ClockRates { get; init; }

    /// <summary>Restores from an older state, with the mark and the journal.</summary>
    public int Restores { get; init; }

    /// <summary>Commits lost without notice.</summary>
    public int Losses { get; init; }

    /// <summary>Changes of L between <see cref="Length"/> and half of it.</summary>
    public int TermsChanges { get; init; }

    /// <summary>Scims that have a row and have seen the head at the start, so that the first steps are not spent on it.</summary>
    public bool WarmStart { get; init; } = true;

    public Fault Fault { get; init; }
}
