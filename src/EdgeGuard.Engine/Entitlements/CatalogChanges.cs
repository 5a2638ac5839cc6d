using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Applies changes of features, plans and flags. Each method answers the broken rule, or null.</summary>
internal sealed class CatalogChanges(SnapshotModel model)
{
    private const string FeatureKey = "the feature's key";
    private const string PlanKey = "the plan's key";

    private readonly PlanChanges _plans = new(model);

    public string? Apply(Change change) => change switch
    {
        Change.FeaturePut put => Apply(put),
        Change.FeatureRemoved removed => StateText.NameFault(removed.Key, FeatureKey) ?? RemoveFeature(removed.Key),
        Change.PlanPut put => Apply(put),
        Change.PlanRemoved removed => StateText.NameFault(removed.Key, PlanKey) ?? RemovePlan(removed.Key),
        Change.FlagPut put => Apply(put),
        Change.FlagRemoved removed => StateText.NameFault(removed.Feature, FeatureKey) ?? RemoveFlag(removed.Feature),
        Change.PlanAssigned put => StateText.KeyFault(put.Plan, PlanKey) ?? _plans.Apply(put),
        Change.PlanUnassigned removed => StateText.NameFault(removed.Plan, PlanKey) ?? _plans.Apply(removed),
        _ => "a change of an unknown kind: " + change.GetType().Name,
    };

    private string? Apply(Change.FeaturePut put)
    {
        var fault = StateText.KeyFault(put.Key, FeatureKey) ??
            StateText.SetFault(put.LinkedPermissions, "the linked permissions", StateLimits.MaxPattern) ?? model.Catalog.FaultOf(put);
        if (fault is not null)
            return fault;

        RemoveFeature(put.Key);
        Own().Add(put);
        model.Digest += RowDigest.Feature(model.Hasher, put);
        return null;
    }

    private string? Apply(Change.PlanPut put)
    {
        var fault = StateText.KeyFault(put.Key, PlanKey) ?? StateText.SetFault(put.Features, "the features", StateLimits.MaxKey) ??
            TreatmentFault(put.DefaultTreatment, "the default treatment") ?? model.Catalog.FaultOf(put);
        if (fault is not null || !TryRead(put.Rules, out var rules, out fault))
            return fault;

        RemovePlan(put.Key);
        Own().Add(new PlanModel(put, rules));
        model.Digest += RowDigest.Plan(model.Hasher, put);
        return null;
    }

    private string? Apply(Change.FlagPut put)
    {
        var fault = StateText.KeyFault(put.Feature, FeatureKey) ?? TreatmentFault(put.OffTreatment, "the off treatment") ??
            TreatmentFault(put.DefaultTreatment, "the default treatment") ?? model.Catalog.FaultOf(put);
        if (fault is not null || !TryRead(put.Rules, out var rules, out fault))
            return fault;

        RemoveFlag(put.Feature);
        Own().Add(new FlagModel(put, rules));
        model.Digest += RowDigest.Flag(model.Hasher, put);
        return null;
    }

    /// <summary>Any text: what is not <c>true</c> is not true.</summary>
    private static string? TreatmentFault(string? treatment, string name) => StateText.Fault(treatment, name, StateLimits.MaxKey, min: 0);

    private static bool TryRead(string? json, [NotNullWhen(true)] out RuleList? rules, out string? fault)
    {
        rules = null;
        fault = StateText.Fault(json, "the text of the rules", StateLimits.MaxRules);
        return json is not null && fault is null && RuleList.TryParse(json, out rules, out fault);
    }

    private string? RemoveFeature(string key)
    {
        if (model.Catalog.FindFeature(key) is not { } old)
            return null;
        Own().RemoveFeature(key);
        model.Digest -= RowDigest.Feature(model.Hasher, old);
        return null;
    }

    private string? RemovePlan(string key)
    {
        if (model.Catalog.FindPlan(key) is not { } old)
            return null;
        Own().RemovePlan(key);
        model.Digest -= RowDigest.Plan(model.Hasher, old.Put);
        return null;
    }

    private string? RemoveFlag(string feature)
    {
        if (model.Catalog.FindFlag(feature) is not { } old)
            return null;
        Own().RemoveFlag(feature);
        model.Digest -= RowDigest.Flag(model.Hasher, old.Put);
        return null;
    }

    private Catalog Own() => model.Catalog = model.Catalog.Own(model.Owner);
}
