using System.Collections.Immutable;
using System.Globalization;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>What became of features as text.</summary>
internal static class FeatureText
{
    public static void Add(TextLines lines, int level, FeatureFinding finding, Names names)
    {
        var answer = finding.Reason switch
        {
            Reason.None => "yes",
            Reason.BundleExpired => "no, it has expired",
            _ => "no",
        };
        lines.Add(level, $"Feature {finding.Feature}: {answer}");
        if (finding.Sources.IsEmpty)
            lines.Add(level + 1, "nothing gives it to anyone here");
        foreach (var source in finding.Sources)
            Add(lines, level + 1, source, names);
    }

    private static void Add(TextLines lines, int level, FeatureSource source, Names names)
    {
        switch (source)
        {
            case FeatureSource.ByTenant by:
                lines.Add(level, "given to the tenant" + Until(by.ExpiresAt) + But(by.Standing));
                break;
            case FeatureSource.ByPlan by:
                var row = by.Assignment;
                var holder = row.Holder.Kind == HolderKind.User ? names.User(row.Holder.Hash) : "tenant " + by.Tenant;
                var from = row.ActiveFrom == ActivePeriod.Beginning ? "" : " from " + Names.Instant(row.ActiveFrom);
                lines.Add(level, $"in plan {row.Plan}, given to {holder}{from}{Until(row.ExpiresAt)}{But(by.Standing)}");
                break;
            case FeatureSource.ByFlag by:
                lines.Add(level, by.IsOn ? "flag, on: " + Came(by.Targeting) : "flag, off: " + Treatment(by.Targeting.Gives));
                AddMissed(lines, level + 1, by.Targeting.Missed);
                break;
            case FeatureSource.ByTargeting by:
                lines.Add(level, $"targeting of plan {by.Plan}: {Came(by.Targeting)}");
                AddMissed(lines, level + 1, by.Targeting.Missed);
                break;
        }
    }

    private static string Came(Targeted targeting) => targeting.Rule is { } rule
        ? string.Create(CultureInfo.InvariantCulture, $"rule {rule} matched, {Treatment(targeting.Gives)}")
        : (targeting.Missed.IsEmpty ? "the default, " : "no rule matched, so the default, ") + Treatment(targeting.Gives);

    private static string Treatment(bool gives) => gives ? "which gives it" : "which does not give it";

    private static void AddMissed(TextLines lines, int level, ImmutableArray<MissedRule> missed)
    {
        foreach (var rule in missed)
        {
            lines.Add(level, string.Create(CultureInfo.InvariantCulture, $"rule {rule.Number} did not match, {(rule.WouldGive ? "and would have given it" : "nor would it have given it")}:"));
            if (rule.Failed.IsEmpty)
                lines.Add(level + 1, "one of its conditions must be met, and it has none");
            foreach (var condition in rule.Failed)
                lines.Add(level + 1, Describe(condition));
        }
    }

    private static string Describe(FailedCondition condition)
    {
        var operation = (condition.IsNegated ? "not " : "") + (condition.Operation.Length == 0 ? "an operation" : condition.Operation);
        var why = condition.Why switch
        {
            ConditionFault.UnknownOperation => "there is no such operation",
            ConditionFault.InvalidOperand => "the rule compares with something that the operation cannot use",
            ConditionFault.MissingAttribute => "the attribute is missing",
            ConditionFault.AttributeType => "the attribute has a type that the operation cannot take",
            ConditionFault.PatternTimeout => "the pattern took too long",
            _ => "it is not so",
        };
        return $"{condition.Attribute} {operation}: {why} ({condition.Place})";
    }

    private static string Until(long expiresAt) => expiresAt == -1 ? "" : " until " + Names.Instant(expiresAt);

    private static string But(Standing standing) => WayText.Because(standing) is { } why ? ", " + why : "";
}
