using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// The tables of one state. Those of a finished snapshot are never written again; a builder works on a thawed copy.
/// </summary>
internal sealed class SnapshotModel
{
    private readonly OwnerTokens _tokens;

    public SnapshotModel(DirectoryHasher hasher)
    {
        _tokens = new OwnerTokens();
        Hasher = hasher;
        Tenants = new TenantTable();
        Groups = new GroupTable();
        Users = new UserTable();
        GroupSets = new GroupSetTable(hasher.DigestKey);
        GlobalRoles = new RoleTable(OwnerTokens.Shared);
    }

    private SnapshotModel(SnapshotModel other)
    {
        _tokens = other._tokens;
        Owner = _tokens.Next();
        Hasher = other.Hasher;
        Digest = other.Digest;
        Tenants = other.Tenants.Thaw(Owner);
        Groups = other.Groups.Thaw(Owner);
        Users = other.Users.Thaw(Owner);
        GroupSets = other.GroupSets.Thaw(Owner);
        GlobalRoles = other.GlobalRoles;
    }

    /// <summary>Who may write this copy's own pages.</summary>
    public long Owner { get; }

    public DirectoryHasher Hasher { get; }

    public TenantTable Tenants { get; }

    public GroupTable Groups { get; }

    public UserTable Users { get; }

    public GroupSetTable GroupSets { get; }

    public RoleTable GlobalRoles { get; set; }

    /// <summary>Sum of the rows' hashes.</summary>
    public Hash128 Digest { get; set; }

    public SnapshotModel Thaw() => new(this);

    /// <summary>
    /// The roles that a group set gives its users, kept from the last time as long as they hold; null when the set belongs to
    /// another tenant. Allocates nothing except the first time after a change of the tenant's groups or roles.
    /// </summary>
    public EffectiveRoles? RolesOf(int set, TenantRow tenant) =>
        GroupSets.Recall(set) is { } kept && kept.IsFor(tenant.Access, GlobalRoles) ? kept : ComputeRoles(set, tenant);

    private EffectiveRoles? ComputeRoles(int set, TenantRow tenant)
    {
        var groups = new List<int>();
        if (GroupSets.Read(set, groups) != tenant.Ordinal)
            return null;

        var keys = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var group in groups)
            keys.UnionWith(Groups.At(group).Roles);

        var roles = EffectiveRoles.For(tenant.Access, GlobalRoles, keys);
        GroupSets.Remember(set, roles);
        return roles;
    }
}
