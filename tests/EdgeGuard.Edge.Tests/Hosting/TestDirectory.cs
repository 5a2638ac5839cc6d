using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Testing;

namespace EdgeGuard.Edge.Tests.Hosting;

/// <summary>
/// Plays the follower and the scim of one edge: applies changes to its state, as log entries would, and leases it when it has none.
/// Tenant <c>acme</c> with the roles viewer and admin and a group of each; users are added by their externalId.
/// </summary>
internal sealed class TestDirectory
{
    public const string Acme = "acme";

    /// <summary>Longer than any test moves the lease clock, unless it means to end the lease.</summary>
    public static readonly TimeSpan LeaseLength = TimeSpan.FromHours(12);

    private static readonly LinkId Scim = new(1);
    private readonly SnapshotState _state;
    private readonly EdgeLease _lease;
    private readonly Epoch _epoch = Epoch.New();
    private Snapshot _current;

    public TestDirectory(SnapshotState state, EdgeLease lease)
    {
        (_state, _lease) = (state, lease);
        _current = Snapshot.Empty(Hasher, _epoch);
    }

    public static DirectoryHasher Hasher => TestEnvironment.Keys.Hasher;

    public static Hash128 Tenant { get; } = Hasher.Tenant(Acme);

    public static Hash128 Viewers { get; } = Hasher.Group(Tenant, "viewers");

    public static Hash128 Admins { get; } = Hasher.Group(Tenant, "admins");

    public long Version => _current.Version;

    public static Hash128 Alias(string externalId) => Hasher.Subject(Tenant, SubjectKeyKind.ExternalId, externalId);

    public static Hash128 Id(string externalId) => Hasher.Subject(Tenant, SubjectKeyKind.Id, $"id-{externalId}");

    public static Change Status(string externalId, bool active, long notBefore = 0) => new Change.UserPut(Id(externalId), Tenant, active, notBefore);

    /// <summary>The tenant, its roles, groups and feature.</summary>
    public long Found() => Apply(
        new Change.TenantPut(Acme, Suspended: false),
        new Change.RolePut("", "viewer", ["documents.read"]),
        new Change.RolePut("", "admin", ["documents.*"]),
        new Change.GroupPut(Viewers, Tenant, ["viewer"]),
        new Change.GroupPut(Admins, Tenant, ["admin"]),
        new Change.TenantFeaturePut(Tenant, "reports", -1));

    /// <summary>Adds an active user to the viewers.</summary>
    public long AddViewer(string externalId) => Apply(
        Status(externalId, active: true),
        new Change.AliasPut(Alias(externalId), Id(externalId)),
        new Change.MemberAdded(Viewers, Id(externalId)));

    public long Deactivate(string externalId) => Apply(Status(externalId, active: false));

    /// <summary>Applies the changes as one version; when it returns, observers have done their work.</summary>
    public long Apply(params Change[] changes)
    {
        Begin();
        _current = Next(changes);
        _state.Apply(_current, changes).ShouldBeTrue();
        return _current.Version;
    }

    /// <summary>Applies the changes as if a whole snapshot had been loaded.</summary>
    public long Reload(params Change[] changes)
    {
        Begin();
        _current = Next(changes);
        _state.Load(_current).ShouldBeTrue();
        return _current.Version;
    }

    /// <summary>
    /// Withdraws trust from the state, as the follower does when it cannot apply an authentic entry. The next change reloads it first,
    /// after a scim has seen it, and brings a new lease.
    /// </summary>
    public void Distrust() => _state.Distrust();

    /// <summary>Asks for a lease and grants it: of the present state, or of one that many versions later.</summary>
    public void Lease(TimeSpan? length = null, int ahead = 0)
    {
        var ask = _lease.Ask().ShouldNotBeNull();
        var head = ask.Applied with { Version = ask.Applied.Version + ahead };
        _lease.Receive(Scim, new LeaseGrant(ask.Number, head, (length ?? LeaseLength).Ticks * TimeSpan.NanosecondsPerTick));
    }

    /// <summary>Loads the empty state and grants no lease.</summary>
    public void LoadUnleased() => _state.Load(_current).ShouldBeTrue();

    /// <summary>Before a change: a state to start from, and a lease if there never was one or trust in it was withdrawn.</summary>
    private void Begin()
    {
        if (_state.Current is not null && !_state.IsDistrusted)
            return;
        if (_state.IsDistrusted)
            Lease();
        _state.Load(_current).ShouldBeTrue();
        Lease();
    }

    private Snapshot Next(Change[] changes)
    {
        var builder = _current.ToBuilder();
        foreach (var change in changes)
            builder.TryApply(change, out var fault).ShouldBeTrue(fault);
        return builder.Build(_epoch, _current.Version + 1);
    }
}
