using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>The feature question (SEMANTICS section 2).</summary>
internal static class FeatureDecision
{
    // SEMANTICS section 2, step 1: the last millisecond counts.
    public static Reason Of(in SubjectView subject, string feature, ref DecisionWarnings warnings)
    {
        if (subject.Tenant.Features is not { } features || !features.TryFind(feature, out var expiresAt))
            return Reason.MissingFeature;
        return expiresAt == -1 || expiresAt >= subject.Now ? Reason.None : Reason.BundleExpired;
    }
}
