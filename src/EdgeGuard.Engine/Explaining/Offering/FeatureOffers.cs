using System.Collections.Immutable;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Explaining.Walking;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Explaining.Offering;

/// <summary>What would give one of some features.</summary>
internal static class FeatureOffers
{
    /// <param name="inquiry">What was asked.</param>
    /// <param name="features">The features of which one is needed; none is given.</param>
    public static Missing Of(Inquiry inquiry, ImmutableArray<FeatureFinding> features)
    {
        // What reaches the user alone first, then what reaches its whole tenant, then what may reach anyone.
        var (ofUser, ofTenant, ofAll) = (new List<Addition>(), new List<Addition>(), new List<Addition>());
        foreach (var finding in features)
        {
            AddExtensions(inquiry, finding, ofUser, ofTenant);
            if (StateText.KeyFault(finding.Feature, "the feature") is null)
                ofTenant.Add(new Addition(AdditionKind.GiveFeature, finding.Feature, Give(inquiry, finding.Feature)));
            if (inquiry.Model.Catalog.Index.Find(finding.Feature) is not { } model)
                continue;
            AddPlans(inquiry, model, ofUser, ofTenant);
            if (model.Flag is { Put.On: false } flag && WouldGive(inquiry, flag))
                ofAll.Add(new Addition(AdditionKind.TurnFlagOn, finding.Feature, flag.Put with { On = true }));
        }

        ImmutableArray<Addition> offers = [.. ofUser, .. ofTenant, .. ofAll];
        return new Missing(MissingKind.Feature, inquiry.Question.Name, [.. offers.Take(Missing.MaxOffered)])
        {
            Others = Math.Max(0, offers.Length - Missing.MaxOffered),
        };
    }

    private static void AddExtensions(Inquiry inquiry, FeatureFinding finding, List<Addition> ofUser, List<Addition> ofTenant)
    {
        foreach (var source in finding.Sources)
        {
            if (source is not FeatureSource.ByPlan { Standing: not Standing.Live } plan)
                continue;
            var row = plan.Assignment;
            var extended = row with
            {
                Inherit = row.Inherit || plan.IsInherited,
                ActiveFrom = row.ActiveFrom <= inquiry.Now ? row.ActiveFrom : ActivePeriod.IsInstant(inquiry.Now) ? inquiry.Now : ActivePeriod.Beginning,
                ExpiresAt = row.ExpiresAt < inquiry.Now ? -1 : row.ExpiresAt,
            };
            var addition = new Addition(AdditionKind.ExtendPlan, row.Plan, extended) { Above = plan.IsInherited ? plan.Tenant : "" };
            (row.Holder.Kind == HolderKind.User ? ofUser : ofTenant).Add(addition);
        }
    }

    private static void AddPlans(Inquiry inquiry, FeatureModel model, List<Addition> ofUser, List<Addition> ofTenant)
    {
        foreach (var (_, plan) in model.Plans)
        {
            if (!inquiry.CanGive)
                ofUser.Add(new Addition(AdditionKind.AssignPlan, plan.Key, Change: null));
            else if (!Has(inquiry.Extras?.Plans ?? [], plan.Key))
                ofUser.Add(Assign(PlanHolder.User(inquiry.UserId), plan.Key, inherit: !ReferenceEquals(inquiry.Home, inquiry.Tenant)));
            if (inquiry.Tenant is { } tenant && !Has(tenant.Plans, plan.Key))
                ofTenant.Add(Assign(PlanHolder.Tenant(tenant.Hash), plan.Key, inherit: false));
        }
    }

    private static Addition Assign(PlanHolder holder, string plan, bool inherit) =>
        new(AdditionKind.AssignPlan, plan, new Change.PlanAssigned(holder, plan, inherit, ActivePeriod.Beginning, ExpiresAt: -1));

    private static bool Has(ImmutableArray<Change.PlanAssigned> plans, string plan) => plans.Any(row => row.Plan == plan);

    private static Change.TenantFeaturePut? Give(Inquiry inquiry, string feature) =>
        inquiry.Tenant is { } tenant ? new Change.TenantFeaturePut(tenant.Hash, feature, ExpiresAt: -1) : null;

    private static bool WouldGive(Inquiry inquiry, FlagModel flag)
    {
        var attributes = new AttributeScope(inquiry.Question.Attributes, inquiry.Extras?.Attributes);
        return RuleTrace.Of(flag.Rules, Treatment.IsTrue(flag.Put.DefaultTreatment), attributes, ref inquiry.Course).Gives;
    }
}
