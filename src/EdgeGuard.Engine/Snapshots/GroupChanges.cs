using System.Collections.Immutable;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>Applies changes of groups to a builder's tables. Each method answers the broken rule, or null.</summary>
internal sealed class GroupChanges(SnapshotModel model)
{
    private readonly RoleKeyLists _lists = new();

    public string? Apply(Change.GroupPut put)
    {
        if (put.Group.IsNone)
            return "a group without an id";
        if (model.Tenants.Find(put.Tenant) is not { } tenant)
            return "an unknown tenant";
        if (put.Roles.IsDefault || !AreSorted(put.Roles))
            return "role keys of a group that are empty, unsorted or repeated";

        var row = new GroupRow(put.Group, tenant.Ordinal, _lists.Shared(put.Roles));
        var ordinal = model.Groups.Find(put.Group);
        if (ordinal < 0)
        {
            model.Groups.Add(row);
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
            model.Groups.Replace(ordinal, row);
            // Every group set of the tenant is now looked at afresh when next used: constant time, however many members.
            model.Tenants.Put(tenant with { Stamp = model.NextStamp(), Memo = new RoleMemo() });
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
        model.Groups.Remove(ordinal);
        model.Tenants.AddUse(group.Tenant, groups: -1);
        model.Digest -= RowDigest.Group(model.Hasher, group.Id, model.Tenants.At(group.Tenant).Hash, group.Roles.AsSpan());
        return null;
    }

    private static bool AreSorted(ImmutableArray<string> keys)
    {
        var previous = "";
        foreach (var key in keys)
        {
            // The first key must come after the empty text, so none is empty.
            if (key is null || string.CompareOrdinal(previous, key) >= 0)
                return false;
            previous = key;
        }

        return true;
    }
}
