using System.Globalization;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining.Writing;

namespace EdgeGuard.Engine.Explaining;

/// <summary>Explanations as text for the people who run the product: plain sentences, a line each, indented by what belongs to what.</summary>
public static class ExplanationText
{
    /// <summary>The text, without a line break at its end.</summary>
    /// <param name="explanation">What to tell.</param>
    /// <param name="names">Names of users and groups; null, or null for one of them: the beginning of its hash.</param>
    public static string Of(Explanation explanation, DirectoryNames? names = null)
    {
        var lines = new TextLines();
        var known = new Names(names);
        lines.Add(0, Headline(explanation, known));
        foreach (var way in explanation.Ways)
            WayText.Add(lines, 1, way, known);
        if (explanation.Ways.IsEmpty && explanation.NearMisses.Length > 0)
        {
            lines.Add(1, "Given, but it does not count here and now:");
            foreach (var way in explanation.NearMisses)
                WayText.Add(lines, 2, way, known);
        }

        AddFeatures(lines, explanation, known);
        AddMissing(lines, explanation);
        return lines.ToString();
    }

    private static string Headline(Explanation explanation, Names names)
    {
        var decision = explanation.Decision;
        var who = explanation.User.IsNone ? "an unknown user" : names.User(explanation.User);
        var where = explanation.Tenant is { } key ? "tenant " + key : "unknown " + names.Tenant(explanation.Claim.Tenant);
        var home = explanation.Home is { } own && own != explanation.Tenant ? $" (of tenant {own})" : "";
        var answer = decision.Allowed ? "Allowed" : "Denied, " + ReasonCode.Of(decision.Reason);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{answer}: {QuestionText(explanation.Question)} for {who}{home} in {where}, at {Names.Instant(explanation.Now)}, version {decision.Version}");
    }

    private static string QuestionText(Question question)
    {
        var kind = question.Kind switch
        {
            QuestionKind.Permission => "permission ",
            QuestionKind.Role => "role ",
            QuestionKind.Feature => "feature ",
            _ => "question ",
        };
        return question.Resource.IsNone ? kind + question.Name : $"{kind}{question.Name} on {Names.Resource(question.Resource)}";
    }

    private static void AddFeatures(TextLines lines, Explanation explanation, Names names)
    {
        var level = 1;
        if (explanation.Features.Length > 0 && explanation.Question.Kind == QuestionKind.Permission)
        {
            lines.Add(1, "The permission is linked to features, of which one is needed:");
            level = 2;
        }

        foreach (var feature in explanation.Features)
            FeatureText.Add(lines, level, feature, names);
    }

    private static void AddMissing(TextLines lines, Explanation explanation)
    {
        if (explanation.Missing.IsEmpty)
            return;
        lines.Add(1, explanation.Missing.Length == 1 ? "Missing:" : $"Missing, all {explanation.Missing.Length} of these:");
        foreach (var missing in explanation.Missing)
            MissingText.Add(lines, 2, missing, explanation);
    }
}
