namespace EdgeGuard.Sync.Leases;

/// <summary>
/// How long leases are, as the head row of the database says (FENCE section 1). Grants carry <paramref name="Length"/>; everything that
/// waits for leases to end (fences, records, rows of dead scims) waits by <paramref name="WaitLength"/>, which is never the smaller one.
/// </summary>
/// <param name="Length">L, in clock ticks.</param>
/// <param name="WaitLength">Lw, in clock ticks.</param>
/// <param name="Revision">
/// Counts the changes of this row. Without it a reduction, a raise and the same reduction again would look like one that has been
/// waited for.
/// </param>
public readonly record struct LeaseTerms(long Length, long WaitLength, long Revision)
{
    /// <summary>W = 1.25 Lw: covers a fast clock that waits for a slow one, each within 11 % (FENCE A2). Rounded up.</summary>
    public long Wait => WaitLength + ((WaitLength + 3) / 4);

    /// <summary>Terms of a new database.</summary>
    public static LeaseTerms Of(long length) => new(length, length, Revision: 1);

    /// <summary>A new length: a raise takes effect for waits at once, a reduction only with <see cref="Settle"/>.</summary>
    public LeaseTerms ChangeTo(long length) => new(length, Math.Max(WaitLength, length), Revision + 1);

    /// <summary>
    /// Lets waits follow a reduction. Allowed only to who has seen this very revision for <see cref="Wait"/>, and only by
    /// compare-and-set on the revision.
    /// </summary>
    public LeaseTerms Settle() => new(Length, Length, Revision + 1);
}
