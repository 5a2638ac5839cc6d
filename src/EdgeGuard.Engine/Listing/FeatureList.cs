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
            var course = default(DecisionCourse);
            if (FeatureDecision.Of(subject, key, model, plans, ref course) == Reason.None)
                page.Add(key);
            page.Look(1 + (model?.Plans.Length ?? 0) + course.Patterns.Rows);
            if (page.EndsAfter(features.Position))
                break;
        }

        return page.Build();
    }

    /// <summary>The whole list; all of it spends what one decision may spend on patterns.</summary>
    public static IReadOnlyCollection<string> Entitled(in SubjectView subject)
    {
        var index = subject.Model.Catalog.Index;
        var plans = new PlanSets(index, new ulong[PlanSets.WordsFor(index)]);
        var course = default(DecisionCourse);
        var entitled = new List<string>();
        var features = new NamedFeatures(index, subject.Tenant, start: default);
        while (features.TryNext(out var key, out var model))
        {
            if (FeatureDecision.Of(subject, key, model, plans, ref course) == Reason.None)
                entitled.Add(key);
        }

        return entitled;
    }
}
