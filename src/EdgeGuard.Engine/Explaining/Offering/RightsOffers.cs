using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Explaining.Walking;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Offering;

/// <summary>What would give a role or a permission that is missing.</summary>
internal static class RightsOffers
{
    /// <summary>Adds what a role question lacks: someone who defines the role, and its being given.</summary>
    public static void AddRole(Inquiry inquiry, List<Missing> missing)
    {
        var role = inquiry.Question.Name;
        if (StateText.KeyFault(role, "the role") is not null)
        {
            missing.Add(new Missing(MissingKind.Role, role, []));
            return;
        }

        // Where the key means a role nearest to the tenant asked in, there it is given: below, it would mean nothing.
        var level = inquiry.Levels.Find(level => level.Roles?.Find(role) is not null || inquiry.Model.GlobalRoles.Find(role) is not null);
        if (level is null && inquiry.Model.GlobalRoles.Find(role) is null)
            missing.Add(new Missing(MissingKind.RoleDefinition, role, [new Addition(AdditionKind.DefineRole, role, new Change.RolePut("", role, []))]));
        if (level is not null || !IsGiven(inquiry, role))
            missing.Add(new Missing(MissingKind.Role, role, [Give(inquiry, level ?? inquiry.Tenant, role)]));
    }

    /// <summary>What would give the permission that was asked for, which <paramref name="cover"/> is of.</summary>
    public static Missing Permission(Inquiry inquiry, RoleCover cover)
    {
        var (permission, resource) = (inquiry.Question.Name, inquiry.Question.Resource);
        if (StateText.PatternFault(permission, "the permission") is not null)
            return new Missing(MissingKind.Permission, permission, []);

        var offers = new List<Addition>();
        if (!resource.IsNone && ResourceNames.FaultOf(resource, "the resource") is null)
            offers.Add(Grant(inquiry, resource, permission));
        offers.Add(Give(inquiry, permission));
        var roles = cover.RolesAt(inquiry.Tenant);
        var offered = Math.Min(roles.Count, Missing.MaxOffered - offers.Count);
        for (var i = 0; i < offered; i++)
            offers.Add(Give(inquiry, inquiry.Tenant, roles[i].Key));
        return new Missing(MissingKind.Permission, permission, [.. offers]) { Others = roles.Count - offered };
    }

    /// <summary>A period that begins where it did, or now, and ends where it did, or never.</summary>
    private static ActivePeriod Extend(ActivePeriod period, long now)
    {
        var from = ActivePeriod.IsInstant(now) ? Math.Min(period.From, now) : ActivePeriod.Beginning;
        return new ActivePeriod(from, period.Until < now ? ActivePeriod.End : period.Until);
    }

    /// <summary>True when the key is given where it would count, itself or by a role that brings it, so that it only lacks a meaning.</summary>
    private static bool IsGiven(Inquiry inquiry, string key)
    {
        var reach = new RoleReach(inquiry.Model);
        return GivenRole.AllOf(inquiry).Exists(given =>
            given.Standing == Standing.Live &&
            (given.Key == key || (reach.Resolve(given.Level, given.Key) is { } role && reach.Names(given.Level, role, key))));
    }

    private static Addition Give(Inquiry inquiry, TenantRow? level, string role)
    {
        if (level is null || !inquiry.CanGive)
            return new Addition(AdditionKind.AssignRole, role, Change: null);
        var inherit = !ReferenceEquals(level, inquiry.Tenant);
        var above = inherit ? level.Key : "";
        foreach (var row in inquiry.Extras?.Roles ?? [])
        {
            if (row.Tenant == level.Hash && row.Role == role)
            {
                var extended = row with { Inherit = row.Inherit || inherit, Period = Extend(row.Period, inquiry.Now) };
                return new Addition(AdditionKind.ExtendRole, role, extended) { Above = above };
            }
        }

        var assigned = new Change.RoleAssigned(RoleHolder.User(inquiry.UserId), level.Hash, role, inherit, ActivePeriod.Always);
        return new Addition(AdditionKind.AssignRole, role, assigned) { Above = above };
    }

    private static Addition Give(Inquiry inquiry, string permission)
    {
        if (!inquiry.CanGive)
            return new Addition(AdditionKind.AssignPermission, permission, Change: null);
        foreach (var row in inquiry.Extras?.Permissions ?? [])
        {
            if (row.Tenant == inquiry.Claim.Tenant && row.Pattern == permission)
                return new Addition(AdditionKind.ExtendPermission, permission, row with { Period = Extend(row.Period, inquiry.Now) });
        }

        return new Addition(
            AdditionKind.AssignPermission,
            permission,
            new Change.PermissionAssigned(inquiry.UserId, inquiry.Claim.Tenant, permission, Inherit: false, ActivePeriod.Always));
    }

    private static Addition Grant(Inquiry inquiry, ResourceName resource, string permission)
    {
        if (!inquiry.CanGive)
            return new Addition(AdditionKind.Grant, permission, Change: null);
        var resources = inquiry.Model.Resources;
        var period = ActivePeriod.Always;
        var kind = AdditionKind.Grant;
        if (resources.Find(inquiry.Tenant!.Ordinal, resource) is { } row && // Not null: it can be given there.
            resources.ListOf(row, HolderKind.User, inquiry.User)?.Find(permission) is { } old)
        {
            period = Extend(old.Period, inquiry.Now);
            kind = AdditionKind.ExtendGrant;
        }

        return new Addition(kind, permission, new Change.GrantPut(inquiry.Claim.Tenant, resource, Grantee.User(inquiry.UserId), permission, period));
    }
}
