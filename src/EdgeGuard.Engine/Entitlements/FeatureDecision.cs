using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// The feature question (SEMANTICS section 2). Three sources, of which the first yes wins and none can veto: 1 what is given directly, by the tenant's features and by
/// plans assigned; 2 the flag; 3 the targeting of plans.
/// </summary>
internal static class FeatureDecision
{
    [SkipLocalsInit]
    public static Reason Of(in SubjectView subject, string feature, ref DecisionCourse course)
    {
        var index = subject.Model.Catalog.Index;
        using var scratch = new ScratchWords(stackalloc ulong[PlanSets.OnStack], PlanSets.WordsFor(index));
        return Of(subject, feature, index.Find(feature), new PlanSets(index, scratch.Words), ref course);
    }

    /// <param name="subject">Who asks, where and when.</param>
    /// <param name="feature">Its key.</param>
    /// <param name="model">What the catalog says of it; null for nothing.</param>
    /// <param name="plans">What is known of plans, which is used and added to.</param>
    /// <param name="course">Gains what was met.</param>
    public static Reason Of(in SubjectView subject, string feature, FeatureModel? model, PlanSets plans, ref DecisionCourse course)
    {
        var hasExpired = false;
        if (subject.Tenant.Features is { } features && features.TryFind(feature, out var expiresAt))
        {
            if (Expiry.IsLive(expiresAt, subject.Now))
                return Reason.None;
            hasExpired = true;
        }

        if (model is not null && (plans.AnyAssigned(subject, model, ref hasExpired) || IsTargeted(subject, model, plans, ref course)))
            return Reason.None;
        return hasExpired ? Reason.BundleExpired : Reason.MissingFeature;
    }

    /// <summary>2 and 3: the attributes say so.</summary>
    private static bool IsTargeted(in SubjectView subject, FeatureModel model, PlanSets plans, ref DecisionCourse course)
    {
        var attributes = new AttributeScope(subject.Attributes, subject.Extras?.Attributes);
        return (model.Flag is { } flag && flag.IsOnFor(attributes, ref course)) || plans.AnyTargets(model, attributes, ref course);
    }
}
