using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Whether the features linked to a permission that is granted let it through (SEMANTICS sections 7.3 and 10).</summary>
internal static class PermissionGate
{
    // Room for 1,024 features.
    private const int OnStack = 16;

    /// <summary>Any of the linked features is enough; without one the gate is open.</summary>
    public static Reason Of(in SubjectView subject, string permission, ref DecisionCourse course)
    {
        var index = subject.Model.Catalog.Index;
        if (index.Links.IsEmpty)
            return Reason.None;
        var matches = index.Links.Of(permission);
        return matches.Current.Length > 0 || matches.TryNext() ? Of(subject, index, matches, ref course) : Reason.None;
    }

    /// <summary>Asks for each feature once, however many of its links cover the permission.</summary>
    [SkipLocalsInit]
    private static Reason Of(in SubjectView subject, CatalogIndex index, LinkIndex.Matches matches, ref DecisionCourse course)
    {
        using var scratch = new ScratchWords(stackalloc ulong[PlanSets.OnStack], PlanSets.WordsFor(index));
        using var asked = new ScratchWords(stackalloc ulong[OnStack], (index.Features.Length + 63) >> 6);
        var plans = new PlanSets(index, scratch.Words);
        var hasExpired = false;
        do
        {
            foreach (var feature in matches.Current)
            {
                ref var word = ref asked.Words[feature.Number >> 6];
                if ((word >> feature.Number & 1) != 0)
                    continue;
                word |= 1UL << feature.Number;
                var reason = FeatureDecision.Of(subject, feature.Key, feature, plans, ref course);
                if (reason == Reason.None)
                    return Reason.None;
                hasExpired |= reason == Reason.BundleExpired;
            }
        }
        while (matches.TryNext());

        return hasExpired ? Reason.BundleExpired : Reason.MissingFeature;
    }
}
