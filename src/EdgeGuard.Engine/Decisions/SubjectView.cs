using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Decisions;

/// <summary>One user as seen from one tenant at one instant: all that the answer to a question may depend on. Lives for one decision.</summary>
internal readonly ref struct SubjectView
{
    public required SnapshotModel Model { get; init; }

    /// <summary>The tenant in which is asked.</summary>
    public required TenantRow Tenant { get; init; }

    /// <summary>The user's own tenant: the same, or one above it.</summary>
    public required TenantRow Home { get; init; }

    /// <summary>Ordinal of the user.</summary>
    public required int User { get; init; }

    /// <summary>Unix milliseconds.</summary>
    public required long Now { get; init; }

    /// <summary>Null for most users.</summary>
    public UserExtras? Extras => Model.Users.ExtrasOf(User);

    /// <summary>What the question brings along; null for nothing.</summary>
    public AttributeSet? Attributes { get; init; }

    /// <summary>The roles that the user's groups give it here at all times; none below its own tenant.</summary>
    public RoleView Roles { get; init; }

    /// <summary>True when there may be others, which <see cref="LiveRights"/> finds.</summary>
    public bool MayHoldMore { get; init; }

    /// <summary>The groups that the user is in, directly or through others.</summary>
    public MemberGroups Groups => new(Model, Model.Users.SetOf(User), Home);

    /// <summary>True when a role or a direct permission of the user covers the name here and now.</summary>
    public bool Covers(string permission) => MayHoldMore ? LiveRights.Covers(this, permission) : Roles.Covers(permission);

    /// <summary>True when the user holds the role here and now.</summary>
    public bool Has(string role) => MayHoldMore ? LiveRights.Has(this, role) : Roles.Has(role);

    /// <summary>Adds the keys of which <see cref="Has"/> says yes.</summary>
    public void AddRoles(ISet<string> keys)
    {
        if (MayHoldMore)
            LiveRights.AddKeys(this, keys);
        else
            Roles.AddKeys(keys);
    }

    /// <summary>Adds the patterns of which one covers whatever <see cref="Covers"/> says yes of.</summary>
    public void AddPatterns(ISet<string> patterns)
    {
        if (MayHoldMore)
            LiveRights.AddPatterns(this, patterns);
        else
            Roles.AddPatterns(patterns);
    }

    /// <summary>True when the user is in the group, or in one that is nested in it, directly or through others.</summary>
    /// <param name="group">Ordinal.</param>
    public bool IsMember(int group) => Groups.Contains(group);

    /// <summary>True when the tenant at that ordinal is the one in which is asked, or above it.</summary>
    public bool IsAtOrAbove(int tenant) => Model.Tenants.IsAtOrAbove(tenant, Tenant);
}
