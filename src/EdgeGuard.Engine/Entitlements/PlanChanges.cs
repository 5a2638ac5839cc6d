using System.Collections.Immutable;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Applies changes of who has which plan. Each method answers the broken rule, or null.</summary>
internal sealed class PlanChanges(SnapshotModel model)
{
    public string? Apply(Change.PlanAssigned put)
    {
        if (put.ActiveFrom != ActivePeriod.Beginning && !ActivePeriod.IsInstant(put.ActiveFrom))
            return "a beginning that is no instant";
        if (!ActivePeriod.IsInstant(put.ExpiresAt))
            return "an expiry that is no instant";
        if (TryFind(put.Holder, out var plans) is { } fault)
            return fault;

        var place = plans.AsSpan().BinarySearch(new PlanKey(put.Plan));
        if (place < 0 && plans.Length >= StateLimits.MaxAssignedPlans)
            return "a tenant or user with more than 1,000 plans";
        if (place >= 0)
            model.Digest -= RowDigest.PlanAssignment(model.Hasher, plans[place]);
        Set(put.Holder, place >= 0 ? plans.SetItem(place, put) : plans.Insert(~place, put));
        model.Digest += RowDigest.PlanAssignment(model.Hasher, put);
        return null;
    }

    public string? Apply(Change.PlanUnassigned removed)
    {
        if (TryFind(removed.Holder, out var plans) is { } fault)
            return fault;
        var place = plans.AsSpan().BinarySearch(new PlanKey(removed.Plan));
        if (place < 0)
            return null;

        model.Digest -= RowDigest.PlanAssignment(model.Hasher, plans[place]);
        Set(removed.Holder, plans.RemoveAt(place));
        return null;
    }

    private string? TryFind(PlanHolder holder, out ImmutableArray<Change.PlanAssigned> plans)
    {
        plans = [];
        switch (holder.Kind)
        {
            case HolderKind.Tenant:
                if (model.Tenants.Find(holder.Hash) is not { } tenant)
                    return "an unknown tenant";
                plans = tenant.Plans;
                return null;
            case HolderKind.User:
                var user = model.Users.FindById(holder.Hash);
                if (user < 0)
                    return "an unknown user";
                plans = model.Users.ExtrasOf(user)?.Plans ?? [];
                return null;
            default:
                return "a plan of something else than a tenant or a user";
        }
    }

    private void Set(PlanHolder holder, ImmutableArray<Change.PlanAssigned> plans)
    {
        if (holder.Kind == HolderKind.Tenant)
        {
            if (model.Tenants.Find(holder.Hash) is { } tenant)
                model.Tenants.Put(tenant with { Plans = plans });
            return;
        }

        var user = model.Users.FindById(holder.Hash);
        model.Users.SetExtras(user, (model.Users.ExtrasOf(user) ?? UserExtras.None) with { Plans = plans });
    }
}
