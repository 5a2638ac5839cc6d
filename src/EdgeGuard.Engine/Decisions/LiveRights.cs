using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Decisions;

/// <summary>
/// The roles and permissions of a user who may hold more than what its groups give at home at all times: of one that is asked
/// about below its own tenant, to whom something is given itself, or whose groups are given something for a time or in another
/// tenant. Worked out at each question from the tenant asked in upwards; allocates nothing in steady state.
/// </summary>
internal static class LiveRights
{
    public static bool Covers(in SubjectView subject, string permission)
    {
        for (var at = subject.Tenant; at is not null; at = subject.Model.Tenants.Above(at))
        {
            if (PermissionsCover(subject, at, permission) || RolesCover(subject, at, permission))
                return true;
        }

        return false;
    }

    public static bool Has(in SubjectView subject, string role)
    {
        for (var at = subject.Tenant; at is not null; at = subject.Model.Tenants.Above(at))
        {
            if (HasAt(subject, at, role))
                return true;
        }

        return false;
    }

    /// <summary>Adds the keys of which <see cref="Has"/> says yes.</summary>
    public static void AddKeys(in SubjectView subject, ISet<string> keys)
    {
        for (var at = subject.Tenant; at is not null; at = subject.Model.Tenants.Above(at))
            AddKeysAt(subject, at, keys);
    }

    /// <summary>Adds the patterns of which one covers whatever <see cref="Covers"/> says yes of.</summary>
    public static void AddPatterns(in SubjectView subject, ISet<string> patterns)
    {
        for (var at = subject.Tenant; at is not null; at = subject.Model.Tenants.Above(at))
            AddPatternsAt(subject, at, patterns);
    }

    [SkipLocalsInit]
    private static bool RolesCover(in SubjectView subject, TenantRow at, string permission)
    {
        using var roles = new RoleWords(stackalloc ulong[RoleWords.OnStack], subject.Model.GlobalRoles.Index, at.Roles?.Index);
        return TryCollect(subject, at, roles.Set) && roles.Set.View.Covers(permission);
    }

    [SkipLocalsInit]
    private static bool HasAt(in SubjectView subject, TenantRow at, string role)
    {
        using var roles = new RoleWords(stackalloc ulong[RoleWords.OnStack], subject.Model.GlobalRoles.Index, at.Roles?.Index);
        return TryCollect(subject, at, roles.Set) && roles.Set.View.Has(role);
    }

    [SkipLocalsInit]
    private static void AddKeysAt(in SubjectView subject, TenantRow at, ISet<string> keys)
    {
        using var roles = new RoleWords(stackalloc ulong[RoleWords.OnStack], subject.Model.GlobalRoles.Index, at.Roles?.Index);
        if (TryCollect(subject, at, roles.Set))
            roles.Set.View.AddKeys(keys);
    }

    private static void AddPatternsAt(in SubjectView subject, TenantRow at, ISet<string> patterns)
    {
        foreach (var given in subject.Extras?.Permissions ?? [])
        {
            if (given.Tenant == at.Hash && IsLive(subject, at, given.Inherit, given.Period))
                patterns.Add(given.Pattern);
        }

        using var roles = new RoleWords(stackalloc ulong[RoleWords.OnStack], subject.Model.GlobalRoles.Index, at.Roles?.Index);
        if (TryCollect(subject, at, roles.Set))
            roles.Set.View.AddPatterns(patterns);
    }

    private static bool PermissionsCover(in SubjectView subject, TenantRow at, string permission)
    {
        if (subject.Extras is not { Permissions: { IsEmpty: false } permissions })
            return false;
        for (var i = AssignmentKey.FirstOf(permissions.AsSpan(), at.Hash); i < permissions.Length && permissions[i].Tenant == at.Hash; i++)
        {
            var given = permissions[i];
            if (IsLive(subject, at, given.Inherit, given.Period) && Pattern.Covers(given.Pattern, permission))
                return true;
        }

        return false;
    }

    /// <summary>Adds the roles held at one tenant, with all that they bring; false when there are none. Costs a walk over the user's groups.</summary>
    public static bool TryCollect(in SubjectView subject, TenantRow at, RoleSet roles)
    {
        var any = false;
        if (at.Ordinal == subject.Home.Ordinal && at.Ordinal == subject.Tenant.Ordinal)
        {
            roles.Set(subject.Roles);
            any = true;
        }

        if (subject.Extras is { Roles: { IsEmpty: false } own })
            any |= TryAdd(subject, at, own.AsSpan(), roles);
        var groups = subject.Groups;
        while (groups.TryNext(out var group))
        {
            if (subject.Model.Groups.At(group).Assigned is { IsEmpty: false } assigned)
                any |= TryAdd(subject, at, assigned.AsSpan(), roles);
        }

        if (any)
            roles.Close();
        return any;
    }

    private static bool TryAdd(in SubjectView subject, TenantRow at, ReadOnlySpan<Change.RoleAssigned> assigned, RoleSet roles)
    {
        var any = false;
        for (var i = AssignmentKey.FirstOf(assigned, at.Hash); i < assigned.Length && assigned[i].Tenant == at.Hash; i++)
        {
            var given = assigned[i];
            if (!IsLive(subject, at, given.Inherit, given.Period))
                continue;
            roles.Add(given.Role);
            any = true;
        }

        return any;
    }

    private static bool IsLive(in SubjectView subject, TenantRow at, bool inherit, ActivePeriod period) =>
        (inherit || at.Ordinal == subject.Tenant.Ordinal) && period.Contains(subject.Now);
}
