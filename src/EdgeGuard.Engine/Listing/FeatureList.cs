using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Entitlements;

namespace EdgeGuard.Engine.Listing;

/// <summary>The features that a subject is entitled to. The position is that of <see cref="NamedFeatures"/>.</summary>
internal static class FeatureList
{
    public static PageResult<string> Fill(in SubjectView subject, PageBuilder<string> page)
    {
        var index = subject.Model.Catalog.Index;
        var plans = new PlanSets(index, new ulong[PlanSets.WordsFor(index)]);
        var features = new NamedFeatures(index, subject.Tenant, page.Start);
        while (features.TryNext(out var key, out var model))
        {
            page.Look(1 + (model?.Plans.Length ?? 0));
            if (IsEntitled(subject, key, model, plans))
                page.Add(key);
            if (page.EndsAfter(features.Position))
                break;
        }

        return page.Build();
    }

    /// <summary>The whole list.</summary>
    public static IReadOnlyCollection<string> Entitled(in SubjectView subject)
    {
        var index = subject.Model.Catalog.Index;
        var plans = new PlanSets(index, new ulong[PlanSets.WordsFor(index)]);
        var entitled = new List<string>();
        var features = new NamedFeatures(index, subject.Tenant, start: default);
        while (features.TryNext(out var key, out var model))
        {
            if (IsEntitled(subject, key, model, plans))
                entitled.Add(key);
        }

        return entitled;
    }

    private static bool IsEntitled(in SubjectView subject, string key, FeatureModel? model, PlanSets plans)
    {
        var warnings = DecisionWarnings.None;
        return FeatureDecision.Of(subject, key, model, plans, ref warnings) == Reason.None;
    }
}
