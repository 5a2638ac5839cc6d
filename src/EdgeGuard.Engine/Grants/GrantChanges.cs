using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>Applies changes of grants and of where resources lie. Each method answers the broken rule, or null.</summary>
internal sealed class GrantChanges(SnapshotModel model)
{
    private const int MaxShared = 1024;
    private const string GranteeRole = "the grantee's role";
    private const string Permission = "the permission";

    // A load brings the same few permissions a million times.
    private readonly Dictionary<(string Permission, ActivePeriod Period), Grant> _shared = [];

    public string? Apply(Change change) => change switch
    {
        Change.GrantPut put => Apply(put),
        Change.GrantRemoved removed => Apply(removed),
        Change.ResourceParentPut put => Apply(put),
        Change.ResourceParentRemoved removed => Apply(removed),
        _ => "a change of an unknown kind: " + change.GetType().Name,
    };

    private string? Apply(Change.GrantPut put)
    {
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (KeyFault(put.Resource, put.Grantee, put.Permission, out var holder) is { } fault)
            return fault;
        if (!put.Period.IsValid)
            return "a period that ends before it begins, or of instants that do not exist";

        var resource = model.Resources.FindOrAdd(tenant.Ordinal, put.Resource);
        var list = new GrantList(resource.Ordinal, put.Grantee, holder);
        list = model.Resources.ListLike(list) ?? list;
        if (list.Find(put.Permission) is { } old)
            model.Digest -= RowDigest.Grant(model.Hasher, put with { Period = old.Period });
        else
            Count(tenant, put.Grantee.Kind, holder, 1);
        model.Resources.PutList(list.With(Shared(put.Permission, put.Period)));
        model.Digest += RowDigest.Grant(model.Hasher, put);
        return null;
    }

    private string? Apply(Change.GrantRemoved removed)
    {
        if (model.Tenants.Find(removed.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (NameFault(removed, out var holder) is { } fault)
            return fault;
        if (!removed.Resource.IsValid || removed.Grantee.Role.Length > StateLimits.MaxKey ||
            model.Resources.Find(tenant.Ordinal, removed.Resource) is not { } resource ||
            model.Resources.ListLike(new GrantList(resource.Ordinal, removed.Grantee, holder)) is not { } list ||
            list.Find(removed.Permission) is not { } old)
            return null;

        model.Resources.PutList(list.Without(removed.Permission));
        Count(tenant, removed.Grantee.Kind, holder, -1);
        model.Digest -= RowDigest.Grant(
            model.Hasher, new Change.GrantPut(removed.Tenant, removed.Resource, removed.Grantee, removed.Permission, old.Period));
        return null;
    }

    private string? Apply(Change.ResourceParentPut put)
    {
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (ResourceNames.FaultOf(put.Resource, "the resource") is { } fault)
            return fault;
        if (ResourceNames.FaultOf(put.Parent, "the parent") is { } parentFault)
            return parentFault;
        if (PlaceFault(tenant, put) is { } placeFault)
            return placeFault;

        var parent = model.Resources.FindOrAdd(tenant.Ordinal, put.Parent);
        var resource = model.Resources.FindOrAdd(tenant.Ordinal, put.Resource);
        if (resource.Parent == parent.Ordinal)
            return null;
        if (!TakeOut(put.Tenant, resource))
            model.Tenants.AddGrants(tenant.Ordinal, 1);
        model.Resources.Place(resource, parent);
        model.Digest += RowDigest.ResourceParent(model.Hasher, put);
        return null;
    }

    private string? Apply(Change.ResourceParentRemoved removed)
    {
        if (model.Tenants.Find(removed.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (ResourceNames.NameFaultOf(removed.Resource, "the resource") is { } fault)
            return fault;
        if (!removed.Resource.IsValid || model.Resources.Find(tenant.Ordinal, removed.Resource) is not { } resource || !TakeOut(removed.Tenant, resource))
            return null;

        model.Resources.Place(resource, parent: null);
        model.Tenants.AddGrants(tenant.Ordinal, -1);
        return null;
    }

    private Grant Shared(string permission, ActivePeriod period)
    {
        if (_shared.TryGetValue((permission, period), out var known))
            return known;
        var grant = new Grant(permission, period);
        if (_shared.Count < MaxShared)
            _shared.Add((permission, period), grant);
        return grant;
    }

    /// <summary>Takes the row that says where a resource lies out of the digest, if there is one.</summary>
    private bool TakeOut(Hashing.Hash128 tenant, ResourceRow resource)
    {
        if (model.Resources.ParentOf(resource) is not { } parent)
            return false;
        model.Digest -= RowDigest.ResourceParent(model.Hasher, new Change.ResourceParentPut(tenant, resource.Name, parent.Name));
        return true;
    }

    private string? KeyFault(ResourceName resource, Grantee grantee, string permission, out int holder)
    {
        holder = -1;
        return ResourceNames.FaultOf(resource, "the resource") ?? HolderFault(grantee, out holder) ??
            (grantee.Kind == HolderKind.Role ? StateText.KeyFault(grantee.Role, GranteeRole) : null) ?? StateText.PatternFault(permission, Permission);
    }

    /// <summary>The rule that the name of a grant to be taken out breaks: it may be one that no grant can have, but must be text.</summary>
    private string? NameFault(Change.GrantRemoved removed, out int holder)
    {
        holder = -1;
        return ResourceNames.NameFaultOf(removed.Resource, "the resource") ?? HolderFault(removed.Grantee, out holder) ??
            StateText.NameFault(removed.Grantee.Role, GranteeRole) ?? StateText.NameFault(removed.Permission, Permission);
    }

    private string? HolderFault(Grantee grantee, out int holder)
    {
        holder = -1;
        switch (grantee.Kind)
        {
            case HolderKind.User when grantee.Role is { Length: 0 }:
                holder = model.Users.FindById(grantee.Hash);
                return holder < 0 ? "an unknown user" : null;
            case HolderKind.Group when grantee.Role is { Length: 0 }:
                holder = model.Groups.Find(grantee.Hash);
                return holder < 0 ? "an unknown group" : null;
            case HolderKind.Role when grantee.Hash.IsNone:
                return null;
            default:
                return "a grantee that is not one user, one group or one role";
        }
    }

    /// <summary>What is named by grants stays while it is.</summary>
    private void Count(TenantRow tenant, HolderKind kind, int holder, int more)
    {
        model.Tenants.AddGrants(tenant.Ordinal, more);
        if (kind == HolderKind.User)
            model.Users.AddGrants(holder, more);
        else if (kind == HolderKind.Group)
            model.Groups.AddGrants(holder, more);
    }

    /// <summary>The rule that the place would break: that no resource lies in itself, nor in too many. One step for each resource around.</summary>
    private string? PlaceFault(TenantRow tenant, Change.ResourceParentPut put)
    {
        if (put.Resource == put.Parent)
            return ResourceNames.Circle([put.Resource, put.Parent]);

        var depth = 0;
        for (var above = model.Resources.Find(tenant.Ordinal, put.Parent); above is not null; above = model.Resources.ParentOf(above))
        {
            if (above.Name == put.Resource)
                return ResourceNames.Circle(CircleFrom(tenant, put));
            depth++;
        }

        var below = model.Resources.Find(tenant.Ordinal, put.Resource) is { } resource ? model.Resources.HeightOf(resource) : 0;
        // A parent that no row speaks of yet lies in nothing.
        return Math.Max(depth, 1) + below > StateLimits.MaxResourceDepth ? "a resource that lies in more than 100 others, one in the other" : null;
    }

    private IEnumerable<ResourceName> CircleFrom(TenantRow tenant, Change.ResourceParentPut put)
    {
        yield return put.Resource;
        for (var above = model.Resources.Find(tenant.Ordinal, put.Parent); above is not null; above = model.Resources.ParentOf(above))
        {
            yield return above.Name;
            if (above.Name == put.Resource)
                yield break;
        }
    }
}
