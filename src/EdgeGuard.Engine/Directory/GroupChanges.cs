using System.Collections.Immutable;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>Applies changes of groups and their nestings to a builder's tables. Each method answers the broken rule, or null.</summary>
internal sealed class GroupChanges(SnapshotModel model)
{
    private readonly RoleKeyLists _lists = new();

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
        var inner = model.Groups.At(child);
        var place = inner.Parents.BinarySearch(parent);
        if (place >= 0)
            return null;
        if (parent == child)
            return "a group nested in itself";
        if (GroupClosures.IsAtOrAbove(model.Groups, child, parent))
            return "a group nested in one that is inside it";

        Nest(parent, child, inner.Parents.Insert(~place, parent), more: 1);
        model.Digest += RowDigest.Nesting(model.Hasher, nested.Parent, nested.Child);
        return null;
    }

    public string? Apply(Change.GroupUnnested unnested)
    {
        if (Find(unnested.Parent, unnested.Child, out var parent, out var child) is { } fault)
            return fault;
        var inner = model.Groups.At(child);
        var place = inner.Parents.BinarySearch(parent);
        if (place < 0)
            return null;

        Nest(parent, child, inner.Parents.RemoveAt(place), more: -1);
        model.Digest -= RowDigest.Nesting(model.Hasher, unnested.Parent, unnested.Child);
        return null;
    }

    private string? Find(Hashing.Hash128 parentHash, Hashing.Hash128 childHash, out int parent, out int child)
    {
        parent = model.Groups.Find(parentHash);
        child = model.Groups.Find(childHash);
        if (parent < 0)
            return "an unknown group as parent";
        if (child < 0)
            return "an unknown group as child";
        return model.Groups.At(parent).Tenant == model.Groups.At(child).Tenant ? null : "two groups of two tenants";
    }

    private void Nest(int parent, int child, ImmutableArray<int> parents, int more)
    {
        model.Groups.Replace(child, model.Groups.At(child) with { Parents = parents });
        var outer = model.Groups.At(parent);
        model.Groups.Replace(parent, outer with { Children = outer.Children + more });
        model.RenewNestings(outer.Tenant, more);
    }
}
