namespace EdgeGuard.Sync.Leases.Holding;

/// <summary>
/// When the newest Asks were made. A ring: with an Ask each L/5 an overwritten one is older than twelve leases, and its Grant would be of
/// no use. Not thread-safe.
/// </summary>
internal sealed class AskLog(int capacity)
{
    public const int DefaultCapacity = 64;

    internal readonly long[] MadeAt = new long[capacity];

    /// <summary>Number of the newest Ask; 0 before the first.</summary>
    internal long Last;

    public long Add(long madeAt)
    {
        Last++;
        MadeAt[Last % MadeAt.Length] = madeAt;
        return Last;
    }

    /// <summary>The instant of Ask <paramref name="number"/>; null for one never made or forgotten.</summary>
    public long? Find(long number) => number >= 1 && number <= Last && number > Last - MadeAt.Length ? MadeAt[number % MadeAt.Length] : null;
}
