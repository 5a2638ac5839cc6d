using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Scim.Storage.Leases;

/// <summary>The columns of the head row that hold <see cref="LeaseTerms"/>, in milliseconds. Immutable.</summary>
internal sealed record HeadTerms
{
    public const string Columns = "lease_ms, wait_lease_ms, terms_revision";

    private const long NanosecondsPerMillisecond = 1_000_000;

    public long LeaseMs { get; init; }

    public long WaitLeaseMs { get; init; }

    public long TermsRevision { get; init; }

    public LeaseTerms ToTerms() => new(LeaseMs * NanosecondsPerMillisecond, WaitLeaseMs * NanosecondsPerMillisecond, TermsRevision);

    public static HeadTerms Of(LeaseTerms terms) => new()
    {
        LeaseMs = terms.Length / NanosecondsPerMillisecond,
        WaitLeaseMs = terms.WaitLength / NanosecondsPerMillisecond,
        TermsRevision = terms.Revision,
    };

    /// <summary>L as the configuration gives it, in ticks of the lease clock.</summary>
    public static long Length(TimeSpan lease) => (long)lease.TotalMilliseconds * NanosecondsPerMillisecond;
}
