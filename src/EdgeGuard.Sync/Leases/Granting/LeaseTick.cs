namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// One tick under way (FENCE section 2 step 2): the Asks that had arrived before it, and what its transaction has to do. The host begins
/// the transaction only after it was given this. Immutable.
/// </summary>
public sealed class LeaseTick
{
    internal LeaseTick(Incarnation scim, IReadOnlyList<ReceivedAsk> asks, long floor, IReadOnlyCollection<long> versions)
    {
        Scim = scim;
        Asks = asks;
        Floor = floor;
        Versions = versions;
    }

    /// <summary>The row to update: <c>update scim set tick = tick + 1 where inc = @Scim</c>.</summary>
    public Incarnation Scim { get; }

    /// <summary>Versions whose digests the transaction reads from the log, as far as it still has them.</summary>
    public IReadOnlyCollection<long> Versions { get; }

    internal IReadOnlyList<ReceivedAsk> Asks { get; }

    /// <summary>The floor when the tick began: the database had it already, so its head cannot be below it.</summary>
    internal long Floor { get; }
}
