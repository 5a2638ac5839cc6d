using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// The feature question (SEMANTICS section 2). Three sources, of which the first yes wins and none can veto: 1 what is given directly, by the tenant's features and by
/// plans assigned; 2 the flag; 3 the targeting of plans.
/// </summary>
internal static class FeatureDecision
{
    public static Reason Of(in SubjectView subject, string feature, ref DecisionWarnings warnings)
    {
        var model = subject.Model.Catalog.Index.Find(feature);
        return Of(subject, feature, model, ref warnings);
    }

    /// <param name="subject">Who asks, where and when.</param>
    /// <param name="feature">Its key.</param>
    /// <param name="model">What the catalog says of it; null for nothing.</param>
    /// <param name="warnings">Gains what was met.</param>
    public static Reason Of(in SubjectView subject, string feature, FeatureModel? model, ref DecisionWarnings warnings)
    {
        var hasExpired = false;
        if (subject.Tenant.Features is { } features && features.TryFind(feature, out var expiresAt) && IsLive(expiresAt, subject.Now, ref hasExpired))
            return Reason.None;

        if (model is not null && (IsAssigned(subject, model, ref hasExpired) || IsTargeted(subject, model, ref warnings)))
            return Reason.None;
        return hasExpired ? Reason.BundleExpired : Reason.MissingFeature;
    }

    /// <summary>1: a plan that the feature is in was given to the tenant, to one above it, or to the user.</summary>
    private static bool IsAssigned(in SubjectView subject, FeatureModel model, ref bool hasExpired)
    {
        if (model.Plans.Length == 0)
            return false;

        for (var tenant = subject.Tenant; tenant is not null; tenant = subject.Model.Tenants.Above(tenant))
        {
            if (IsAnyLive(tenant.Plans, reachesAll: tenant.Ordinal == subject.Tenant.Ordinal, subject.Now, model, ref hasExpired))
                return true;
        }

        return subject.Extras is { } extras &&
            IsAnyLive(extras.Plans, reachesAll: subject.Home.Ordinal == subject.Tenant.Ordinal, subject.Now, model, ref hasExpired);
    }

    /// <param name="plans">What a holder was given.</param>
    /// <param name="reachesAll">Whether the holder is of the tenant in which is asked; from one above it, only what is inherited counts.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="model">The feature.</param>
    /// <param name="hasExpired">Becomes true when one was live once.</param>
    private static bool IsAnyLive(ImmutableArray<Change.PlanAssigned> plans, bool reachesAll, long now, FeatureModel model, ref bool hasExpired)
    {
        foreach (var plan in plans)
        {
            if ((reachesAll || plan.Inherit) && plan.ActiveFrom <= now && model.IsIn(plan.Plan) && IsLive(plan.ExpiresAt, now, ref hasExpired))
                return true;
        }

        return false;
    }

    /// <summary>2 and 3: the attributes say so.</summary>
    private static bool IsTargeted(in SubjectView subject, FeatureModel model, ref DecisionWarnings warnings)
    {
        var attributes = new AttributeScope(subject.Attributes, subject.Extras?.Attributes);
        if (model.Flag is { } flag && flag.IsOnFor(attributes, ref warnings))
            return true;
        foreach (var plan in model.Plans)
        {
            if (plan.Targets(attributes, ref warnings))
                return true;
        }

        return false;
    }

    /// <summary>The last millisecond counts.</summary>
    private static bool IsLive(long expiresAt, long now, ref bool hasExpired)
    {
        if (expiresAt == -1 || expiresAt >= now)
            return true;
        hasExpired = true;
        return false;
    }
}
