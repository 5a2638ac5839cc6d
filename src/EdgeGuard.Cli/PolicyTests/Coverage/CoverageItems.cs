using System.Collections.Immutable;
using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Cli.PolicyTests.Coverage;

/// <summary>Lists what a state has, with two other states for each: one without it, and one in which it gives everything.</summary>
internal static class CoverageItems
{
    private const string True = "true";

    public static IEnumerable<CoverageItem> Of(StateDocument state) =>
        Roles(state).Concat(Features(state)).Concat(Plans(state)).Concat(Flags(state)).Concat(Grants(state));

    private static IEnumerable<CoverageItem> Roles(StateDocument state) => state.Roles.Select(role => new CoverageItem(
        CoverageKind.Role,
        role.Tenant.Length == 0 ? $"role {role.Key}" : $"role {role.Key} of {role.Tenant}",
        role.Place,
        [new Change.RoleRemoved(role.Tenant, role.Key)],
        [StateChanges.RolePut(role with { Permissions = ["*"] })]));

    // A feature exists when anything names it. Taking it out takes out all that could give it, or that it holds back.
    private static IEnumerable<CoverageItem> Features(StateDocument state)
    {
        var places = new Dictionary<string, DocumentPlace>(StringComparer.Ordinal);
        foreach (var feature in state.Features)
            places.TryAdd(feature.Key, feature.Place);
        foreach (var (key, place) in state.Plans.SelectMany(p => p.Features.Select(f => (f, p.Place))))
            places.TryAdd(key, place);
        foreach (var flag in state.Flags)
            places.TryAdd(flag.Feature, flag.Place);
        foreach (var feature in state.Tenants.SelectMany(t => t.Features))
            places.TryAdd(feature.Feature, feature.Place);
        return places.Select(f => new CoverageItem(
            CoverageKind.Feature, $"feature {f.Key}", f.Value, [.. RemovalOf(f.Key, state)], [StateChanges.FlagPut(Open(f.Key))]) { Features = [f.Key] });
    }

    private static IEnumerable<Change> RemovalOf(string feature, StateDocument state) =>
        ((IEnumerable<Change>)[new Change.FeatureRemoved(feature), new Change.FlagRemoved(feature)])
            .Concat(state.Plans.Where(p => p.Features.Contains(feature, StringComparer.Ordinal))
                .Select(p => StateChanges.PlanPut(p with { Features = p.Features.Remove(feature, StringComparer.Ordinal) })))
            .Concat(state.Tenants.Where(t => t.Features.Any(f => f.Feature == feature))
                .Select(t => new Change.TenantFeatureRemoved(TestState.HashOf(t.Key), feature)));

    private static IEnumerable<CoverageItem> Plans(StateDocument state) => state.Plans.SelectMany(plan =>
        Rules($"plan {plan.Key}", plan.Features, plan.Rules, rules => StateChanges.PlanPut(plan with { Rules = rules })).Prepend(new CoverageItem(
            CoverageKind.Plan,
            $"plan {plan.Key}",
            plan.Place,
            [new Change.PlanRemoved(plan.Key)],
            [StateChanges.PlanPut(plan with { DefaultTreatment = True, Rules = [] })])
        {
            Features = plan.Features,
        }));

    private static IEnumerable<CoverageItem> Flags(StateDocument state) => state.Flags.SelectMany(flag =>
        Rules($"flag {flag.Feature}", [flag.Feature], flag.Rules, rules => StateChanges.FlagPut(flag with { Rules = rules })).Prepend(new CoverageItem(
            CoverageKind.Flag,
            $"flag {flag.Feature}",
            flag.Place,
            [new Change.FlagRemoved(flag.Feature)],
            [StateChanges.FlagPut(Open(flag.Feature))])
        {
            Features = [flag.Feature],
        }));

    private static IEnumerable<CoverageItem> Rules(
        string owner, ImmutableArray<string> features, ImmutableArray<RuleEntry> rules, Func<ImmutableArray<RuleEntry>, Change> put) =>
        rules.Select((rule, index) => new CoverageItem(
            CoverageKind.Rule,
            $"rule {index + 1} of {owner}",
            rule.Place,
            [put(rules.RemoveAt(index))],
            [put(rules.SetItem(index, rule.WithTreatment(rule.Treatment == True ? "false" : True)))])
        {
            Features = features,
        });

    private static IEnumerable<CoverageItem> Grants(StateDocument state) => state.Grants.Select(grant => new CoverageItem(
        CoverageKind.Grant,
        $"grant of {grant.Permission} on {grant.Resource.Type} {grant.Resource.Id} to {grant.Grantee.Name}",
        grant.Place,
        [TestState.Removal(grant)],
        [TestState.Put(grant with { Permission = "*" })]));

    private static FlagEntry Open(string feature) => new(feature, On: true, DocumentPlace.None) { DefaultTreatment = True };
}
