using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Who is entitled to a feature (SEMANTICS sections 2 and 3), and what features a permission needs (section 7).</summary>
internal static class Features
{
    private const long Never = -1;

    /// <summary>The feature question: given directly, else by its flag, else by a plan that targets the subject.</summary>
    public static Answer Has(Subject subject, string feature)
    {
        var expiries = Expiries(subject, feature).ToList();
        if (subject.Met(expiries.Any(expiry => expiry == Never || expiry >= subject.Now), "source: direct"))
            return new(Reason.None);

        var warned = false;
        foreach (var treatment in Treatments(subject, feature))
        {
            warned |= treatment.Warned;
            if (subject.Met(treatment.Text == "true", "source: " + treatment.Source))
                return new(Reason.None, warned);
        }

        return new(expiries.Count > 0 ? Reason.BundleExpired : Reason.MissingFeature, warned);
    }

    /// <summary>Of the features that only their holders may use this permission with, one must be there.</summary>
    public static Answer Gate(Subject subject, string permission)
    {
        var linked = subject.Rows.All<Change.FeaturePut>().Where(row => row.LinkedPermissions.Any(pattern => NaiveGlob.IsMatch(pattern, permission)));
        var answers = linked.Select(row => Has(subject, row.Key)).ToList();
        if (answers.Count == 0 || answers.Any(answer => answer.Reason == Reason.None))
            return new(Reason.None);
        return new(answers.Any(answer => answer.Reason == Reason.BundleExpired) ? Reason.BundleExpired : Reason.MissingFeature);
    }

    private static IEnumerable<long> Expiries(Subject subject, string feature)
    {
        if (subject.Rows.Find<Change.TenantFeaturePut>((subject.Tenant, feature)) is { } row)
            yield return row.ExpiresAt;

        foreach (var given in subject.Rows.All<Change.PlanAssigned>())
        {
            var reaches = given.Holder.Kind == HolderKind.Tenant
                ? subject.IsReachedFrom(given.Holder.Hash, given.Inherit)
                : given.Holder.Hash == subject.User.User && subject.IsReachedFrom(subject.User.Tenant, given.Inherit);
            var carries = subject.Rows.Find<Change.PlanPut>(given.Plan)?.Features.Contains(feature) ?? false;
            if (reaches && carries && given.ActiveFrom <= subject.Now)
                yield return given.ExpiresAt;
        }
    }

    private static IEnumerable<Treatment> Treatments(Subject subject, string feature)
    {
        if (subject.Rows.Find<Change.FlagPut>(feature) is { } flag)
            yield return flag.On ? Rules.Treatment(subject, flag.Rules, flag.DefaultTreatment) with { Source = "flag" } : new(flag.OffTreatment);

        foreach (var plan in subject.Rows.All<Change.PlanPut>().Where(plan => plan.Features.Contains(feature)).OrderBy(plan => plan.Key, StringComparer.Ordinal))
            yield return Rules.Treatment(subject, plan.Rules, plan.DefaultTreatment) with { Source = "plan" };
    }
}
