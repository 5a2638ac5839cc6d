using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Listing;

/// <summary>The features that a subject is entitled to. The position is how many of the named ones have been asked about.</summary>
internal static class FeatureList
{
    public static PageResult<string> Fill(in SubjectView subject, PageBuilder<string> page)
    {
        var at = page.Start.Low;
        foreach (var feature in CatalogNames.Features(subject.Model, subject.Tenant).Skip((int)at))
        {
            page.Look();
            if (IsEntitled(subject, feature))
                page.Add(feature);
            if (page.EndsAfter(new Hash128(++at, 0)))
                break;
        }

        return page.Build();
    }

    /// <summary>The whole list.</summary>
    public static IReadOnlyCollection<string> Entitled(in SubjectView subject)
    {
        var entitled = new List<string>();
        foreach (var feature in CatalogNames.Features(subject.Model, subject.Tenant))
        {
            if (IsEntitled(subject, feature))
                entitled.Add(feature);
        }

        return entitled;
    }

    public static bool IsEntitled(in SubjectView subject, string feature)
    {
        var warnings = DecisionWarnings.None;
        return FeatureDecision.Of(subject, feature, ref warnings) == Reason.None;
    }
}
