using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>Looks at everything that may give a feature (SEMANTICS section 2), noting each.</summary>
internal static class FeatureWalk
{
    public static FeatureFinding Of(Inquiry inquiry, string feature)
    {
        var model = inquiry.Model.Catalog.Index.Find(feature);
        var sources = ImmutableArray.CreateBuilder<FeatureSource>();
        var hasExpired = AddGiven(inquiry, feature, model, sources);
        if (!AnyGives(sources) && model is not null)
            AddTargeted(inquiry, model, sources);

        var reason = hasExpired ? Reason.BundleExpired : Reason.MissingFeature;
        return new FeatureFinding(feature, AnyGives(sources) ? Reason.None : reason, sources.ToImmutable());
    }

    /// <summary>The features linked to a permission, in ordinal order of their keys.</summary>
    public static ImmutableArray<FeatureFinding> LinkedTo(Inquiry inquiry, string permission)
    {
        var links = inquiry.Model.Catalog.Index.Links;
        if (links.IsEmpty)
            return [];
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var matches = links.Of(permission);
        do
        {
            foreach (var feature in matches.Current)
                keys.Add(feature.Key);
        }
        while (matches.TryNext());

        return [.. keys.Select(key => Of(inquiry, key))];
    }

    /// <summary>Step 1, what is given directly; true when something of it counted once.</summary>
    private static bool AddGiven(Inquiry inquiry, string feature, FeatureModel? model, ImmutableArray<FeatureSource>.Builder sources)
    {
        var hasExpired = false;
        if (inquiry.Tenant?.Features is { } features && features.TryFind(feature, out var expiresAt))
        {
            var standing = IsOver(expiresAt, inquiry.Now) ? Standing.NoLonger : Standing.Live;
            sources.Add(new FeatureSource.ByTenant(expiresAt, standing));
            hasExpired = standing == Standing.NoLonger;
        }

        if (model is null)
            return hasExpired;
        foreach (var level in inquiry.Levels)
            hasExpired |= AddPlans(inquiry, level, level.Plans, model, sources);
        return hasExpired | AddPlans(inquiry, inquiry.Home, inquiry.Extras?.Plans ?? [], model, sources);
    }

    private static bool AddPlans(
        Inquiry inquiry, TenantRow? level, ImmutableArray<Change.PlanAssigned> plans, FeatureModel model, ImmutableArray<FeatureSource>.Builder sources)
    {
        var hasExpired = false;
        foreach (var row in plans)
        {
            if (level is null || !model.IsIn(row.Plan))
                continue;
            var isInherited = !ReferenceEquals(level, inquiry.Tenant);
            var standing = StandingOf(row, isInherited, inquiry.Now);
            sources.Add(new FeatureSource.ByPlan(row, level.Key, isInherited, standing));
            hasExpired |= standing == Standing.NoLonger;
        }

        return hasExpired;
    }

    private static Standing StandingOf(Change.PlanAssigned row, bool isInherited, long now)
    {
        if (isInherited && !row.Inherit)
            return Standing.NotInherited;
        if (row.ActiveFrom > now)
            return Standing.NotYet;
        return IsOver(row.ExpiresAt, now) ? Standing.NoLonger : Standing.Live;
    }

    /// <summary>Steps 2 and 3, the flag and then the plans, up to the first that gives.</summary>
    private static void AddTargeted(Inquiry inquiry, FeatureModel model, ImmutableArray<FeatureSource>.Builder sources)
    {
        var attributes = new AttributeScope(inquiry.Question.Attributes, inquiry.Extras?.Attributes);
        if (model.Flag is { } flag)
        {
            var put = flag.Put;
            var targeting = put.On
                ? RuleTrace.Of(flag.Rules, Treatment.IsTrue(put.DefaultTreatment), attributes, ref inquiry.Course)
                : new Targeted(Treatment.IsTrue(put.OffTreatment), Rule: null, []);
            sources.Add(new FeatureSource.ByFlag(put.On, targeting));
            if (targeting.Gives)
                return;
        }

        foreach (var (_, plan) in model.Plans)
        {
            var targeting = RuleTrace.Of(plan.Rules, Treatment.IsTrue(plan.Put.DefaultTreatment), attributes, ref inquiry.Course);
            sources.Add(new FeatureSource.ByTargeting(plan.Key, targeting));
            if (targeting.Gives)
                return;
        }
    }

    private static bool AnyGives(ImmutableArray<FeatureSource>.Builder sources)
    {
        foreach (var source in sources)
        {
            if (source.Gives)
                return true;
        }

        return false;
    }

    private static bool IsOver(long expiresAt, long now) => expiresAt != -1 && expiresAt < now;
}
