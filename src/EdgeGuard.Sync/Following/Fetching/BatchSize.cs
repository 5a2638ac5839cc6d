namespace EdgeGuard.Sync.Following.Fetching;

/// <summary>
/// How many entries of the tail are asked for at once. Entries may be large and a command has a time limit: what did not come in time
/// is asked for in halves, down to one entry, and more again after some that came. One thread at a time.
/// </summary>
internal sealed class BatchSize
{
    /// <summary>Most entries of one read.</summary>
    public const int Most = 256;

    /// <summary>Reads in time before more is dared: a time-out costs as much as many small reads.</summary>
    private const int GrowAfter = 8;

    private int _inTime;

    /// <summary>Entries to ask for now.</summary>
    public int Current { get; private set; } = Most;

    /// <summary>A read came in time.</summary>
    public void InTime()
    {
        if (Current == Most || ++_inTime < GrowAfter)
            return;
        _inTime = 0;
        Current = Math.Min(Most, Current * 2);
    }

    /// <summary>A read did not come in time, which had at most <paramref name="missing"/> entries to bring.</summary>
    public void TimedOut(long missing)
    {
        _inTime = 0;
        Current = (int)Math.Max(1, Math.Min(Current, Math.Max(1, missing)) / 2);
    }
}
