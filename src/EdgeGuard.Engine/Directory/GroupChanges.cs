using System.Collections.Immutable;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>Applies changes of groups and their nestings to a builder's tables. Each method answers the broken rule, or null.</summary>
internal sealed class GroupChanges(SnapshotModel model)
{
    private readonly RoleKeyLists _lists = new();
    private readonly GroupPlaces _places = new(model.Groups);

    public string? Apply(Change.GroupPut put)
    {
        if (put.Group.IsNone)
            return "a group without an id";
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (StateText.SetFault(put.Roles, "a group's role keys", StateLimits.MaxKey) is { } fault)
            return fault;

        var ordinal = model.Groups.Find(put.Group);
        if (ordinal < 0)
        {
            model.Groups.Add(new GroupRow(put.Group, tenant.Ordinal, _lists.Shared(put.Roles)));
            model.Tenants.AddUse(tenant.Ordinal, groups: 1);
        }
        else
        {
            var old = model.Groups.At(ordinal);
            if (old.Tenant != tenant.Ordinal)
                return "a group moved to another tenant";
            if (old.Roles.AsSpan().SequenceEqual(put.Roles.AsSpan()))
                return null;

            model.Digest -= RowDigest.Group(model.Hasher, put.Group, put.Tenant, old.Roles.AsSpan());
            model.Groups.Replace(ordinal, old with { Roles = _lists.Shared(put.Roles) });
            model.RenewGroups(old.Tenant);
        }

        model.Digest += RowDigest.Group(model.Hasher, put.Group, put.Tenant, put.Roles.AsSpan());
        return null;
    }

    public string? Apply(Change.GroupRemoved removed)
    {
        var ordinal = model.Groups.Find(removed.Group);
        if (ordinal < 0)
            return "an unknown group";
        if (model.Groups.MembersOf(ordinal) > 0)
            return "a group removed while it has members";
        var group = model.Groups.At(ordinal);
        if (group.Children > 0)
            return "a group removed while groups are nested in it";
        if (!group.Parents.IsEmpty)
            return "a group removed while it is nested in another";
        if (!group.Assigned.IsEmpty)
            return "a group removed while roles are assigned to it";
        if (group.Grants > 0)
            return "a group removed while it has grants";

        model.Groups.Remove(ordinal);
        model.Tenants.AddUse(group.Tenant, groups: -1);
        model.Digest -= RowDigest.Group(model.Hasher, group.Id, model.Tenants.At(group.Tenant).Hash, group.Roles.AsSpan());
        return null;
    }

    public string? Apply(Change.GroupNested nested)
    {
        if (Find(nested.Parent, nested.Child, out var parent, out var child) is { } fault)
            return fault;
        if (model.Groups.At(parent).Tenant != model.Groups.At(child).Tenant)
            return "two groups of two tenants";
        if (IsNested(parent, child))
            return null;
        if (parent == child)
            return "a group nested in itself";
        if (_places.IsAbove(child, parent))
            return "a group nested in one that is inside it";
        if (_places.DepthOf(parent) + 1 + model.Groups.HeightOf(child) > StateLimits.MaxNestingDepth)
            return "a group with more than 64 groups around it, one in the other";

        model.Groups.Nest(parent, child);
        _places.Forget(child);
        model.RenewNestings(model.Groups.At(parent).Tenant, more: 1);
        model.Digest += RowDigest.Nesting(model.Hasher, nested.Parent, nested.Child);
        return null;
    }

    public string? Apply(Change.GroupUnnested unnested)
    {
        if (Find(unnested.Parent, unnested.Child, out var parent, out var child) is { } fault)
            return fault;
        if (!IsNested(parent, child))
            return null;

        model.Groups.Unnest(parent, child);
        _places.Forget(child);
        model.RenewNestings(model.Groups.At(parent).Tenant, more: -1);
        model.Digest -= RowDigest.Nesting(model.Hasher, unnested.Parent, unnested.Child);
        return null;
    }

    private string? Find(Hashing.Hash128 parentHash, Hashing.Hash128 childHash, out int parent, out int child)
    {
        parent = model.Groups.Find(parentHash);
        child = model.Groups.Find(childHash);
        if (parent < 0)
            return "an unknown group as parent";
        return child < 0 ? "an unknown group as child" : null;
    }

    private bool IsNested(int parent, int child) => model.Groups.At(child).Parents.BinarySearch(parent) >= 0;
}
