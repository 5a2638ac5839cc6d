using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

/// <summary>One database for any number of scims: the log in memory and the lease's length.</summary>
internal sealed class FakeDatabase(TimeSpan length)
{
    private readonly Dictionary<long, Hash128> _digests = [];

    public InMemoryLogSource Source { get; } = new(TestEnvironment.Keys);

    /// <summary>Commits a tenant or a user of it, and returns the state after it.</summary>
    public Snapshot Commit()
    {
        var version = Source.State.Version;
        ImmutableArray<Change> changes = version == 0
            ? [new Change.TenantPut("acme", Suspended: false)]
            : [new Change.UserPut(new Hash128((ulong)version, 7), TestEnvironment.Keys.Hasher.Tenant("acme"), Active: true, NotBefore: 0)];
        var entry = Source.Append(changes);
        lock (_digests)
            _digests[entry.Version] = entry.Digest;
        return Source.State;
    }

    public TickReading Read(LeaseTick tick)
    {
        var state = Source.State;
        lock (_digests)
        {
            var digests = tick.Versions.Where(_digests.ContainsKey).ToDictionary(version => version, version => _digests[version]);
            return new TickReading(new LogHead(state.Epoch, state.Version, state.Digest), LeaseTerms.Of((long)length.TotalNanoseconds), digests);
        }
    }
}
