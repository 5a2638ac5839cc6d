using EdgeGuard.Scim.Configuration;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Sync.Leases;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Leases;

/// <summary>
/// The lease's length as this process last read it, the configured one before: for intervals and limits only. What is granted and waited
/// for is what each transaction reads itself. Thread-safe.
/// </summary>
internal sealed class TermsInForce(IOptions<LeaseOptions> options)
{
    private Box _last = new(LeaseTerms.Of(HeadTerms.Length(options.Value.MaxStaleness)));

    /// <summary>L.</summary>
    public long Length => Volatile.Read(ref _last).Terms.Length;

    /// <summary>W.</summary>
    public long Wait => Volatile.Read(ref _last).Terms.Wait;

    public void See(LeaseTerms terms) => Volatile.Write(ref _last, new Box(terms));

    private sealed record Box(LeaseTerms Terms);
}
