using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining.Offering;
using EdgeGuard.Engine.Explaining.Walking;

namespace EdgeGuard.Engine.Explaining;

/// <summary>
/// Puts an explanation together. Walks the rows themselves, in the words of SEMANTICS, and shares with decisions only what answers about
/// one row: neither pays for the other. Where something is missing it goes on, as if that were there, to find all that is.
/// </summary>
internal static class Explainer
{
    public static Explanation Explain(Inquiry inquiry, Decision decision)
    {
        var missing = new List<Missing>();
        SubjectOffers.Add(inquiry, missing);
        var findings = FindingsOf(inquiry, missing);
        return new Explanation
        {
            Decision = decision,
            Claim = inquiry.Claim,
            Question = inquiry.Question,
            Now = inquiry.Now,
            Tenant = inquiry.Tenant?.Key,
            User = inquiry.UserId,
            Home = inquiry.Home?.Key,
            NotBefore = inquiry.NotBefore,
            Ways = findings.Ways,
            NearMisses = findings.NearMisses,
            Features = findings.Features,
            Missing = [.. missing],
        };
    }

    private static Findings FindingsOf(Inquiry inquiry, List<Missing> missing)
    {
        var question = inquiry.Question;
        var ofResource = !question.Resource.IsNone;
        switch (question.Kind)
        {
            case not QuestionKind.None when string.IsNullOrEmpty(question.Name):
            case not QuestionKind.Permission when ofResource:
            case QuestionKind.Permission when ofResource && !question.Resource.IsValid:
                break;
            case QuestionKind.Role:
                return OfRole(inquiry, missing);
            case QuestionKind.Permission:
                return OfPermission(inquiry, missing);
            case QuestionKind.Feature:
                return OfFeature(inquiry, missing);
        }

        missing.Add(new Missing(MissingKind.ValidQuestion, "", []));
        return Findings.None;
    }

    private static Findings OfRole(Inquiry inquiry, List<Missing> missing)
    {
        var rights = new RightsWalk(inquiry);
        var cover = RoleCover.OfRole(inquiry.Model, inquiry.Question.Name);
        var ways = new List<Way>();
        rights.AddToRole(inquiry.Question.Name, cover, live: true, ways);
        if (ways.Count > 0)
            return new Findings([.. ways], [], []);
        RightsOffers.AddRole(inquiry, missing);
        rights.AddToRole(inquiry.Question.Name, cover, live: false, ways);
        return new Findings([], [.. ways], []);
    }

    private static Findings OfPermission(Inquiry inquiry, List<Missing> missing)
    {
        var rights = new RightsWalk(inquiry);
        var cover = RoleCover.OfPermission(inquiry.Model, inquiry.Question.Name);
        var ways = Ways(inquiry, rights, cover, live: true);
        ImmutableArray<Way> nearMisses = [];
        if (ways.IsEmpty)
        {
            missing.Add(RightsOffers.Permission(inquiry, cover));
            nearMisses = Ways(inquiry, rights, cover, live: false);
        }

        var features = FeatureWalk.LinkedTo(inquiry, inquiry.Question.Name);
        if (!features.IsEmpty && !features.Any(feature => feature.Reason == Reason.None))
            missing.Add(FeatureOffers.Of(inquiry, features));
        return new Findings(ways, nearMisses, features);
    }

    private static ImmutableArray<Way> Ways(Inquiry inquiry, RightsWalk rights, RoleCover cover, bool live)
    {
        var question = inquiry.Question;
        var ways = new List<Way>();
        rights.AddToPermission(question.Name, cover, live, ways);
        if (!question.Resource.IsNone)
            new GrantWalk(inquiry, rights).AddTo(question.Resource, question.Name, live, ways);
        return [.. ways];
    }

    private static Findings OfFeature(Inquiry inquiry, List<Missing> missing)
    {
        var feature = FeatureWalk.Of(inquiry, inquiry.Question.Name);
        if (feature.Reason != Reason.None)
            missing.Add(FeatureOffers.Of(inquiry, [feature]));
        return new Findings([], [], [feature]);
    }
}
