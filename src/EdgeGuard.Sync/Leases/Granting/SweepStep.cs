using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>A conditional statement to run on the database, by any scim, at most once successfully. No row met is no error.</summary>
public abstract record SweepStep
{
    private SweepStep()
    {
    }

    /// <summary><c>delete from scim where inc = @Scim and tick = @Tick</c> (FENCE section 2 step 10).</summary>
    public sealed record DeleteRow(Incarnation Scim, long Tick) : SweepStep;

    /// <summary>Writes <paramref name="To"/> where the revision is still that of <paramref name="From"/> (FENCE section 1).</summary>
    public sealed record SettleTerms(LeaseTerms From, LeaseTerms To) : SweepStep;

    /// <summary>Clears the mark of a young epoch where the epoch is still this one.</summary>
    public sealed record SettleEpoch(Epoch Epoch) : SweepStep;
}
