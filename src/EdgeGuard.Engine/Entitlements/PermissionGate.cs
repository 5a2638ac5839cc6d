using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Whether the features linked to a permission that is granted let it through (SEMANTICS sections 7.3 and 10).</summary>
internal static class PermissionGate
{
    /// <summary>Any of the linked features is enough; without one the gate is open.</summary>
    public static Reason Of(in SubjectView subject, string permission, ref DecisionWarnings warnings)
    {
        var links = subject.Model.Catalog.Index.Links;
        return links.IsEmpty ? Reason.None : Of(subject, links, permission, ref warnings);
    }

    private static Reason Of(in SubjectView subject, LinkIndex links, string permission, ref DecisionWarnings warnings)
    {
        var answer = Reason.None;
        var matches = links.Of(permission);
        do
        {
            foreach (var feature in matches.Current)
            {
                switch (FeatureDecision.Of(subject, feature.Key, feature, ref warnings))
                {
                    case Reason.None:
                        return Reason.None;
                    case Reason.BundleExpired:
                        answer = Reason.BundleExpired;
                        break;
                    default:
                        answer = answer == Reason.None ? Reason.MissingFeature : answer;
                        break;
                }
            }
        }
        while (matches.TryNext());

        return answer;
    }
}
