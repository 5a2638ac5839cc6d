using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Cli.PolicyTests.Coverage;

/// <summary>Lists what a state has, and how each of it would be taken out.</summary>
internal static class CoverageItems
{
    public static IEnumerable<CoverageItem> Of(StateDocument state) =>
        Roles(state).Concat(Features(state)).Concat(Plans(state)).Concat(Flags(state)).Concat(Grants(state));

    private static IEnumerable<CoverageItem> Roles(StateDocument state) => state.Roles.Select(role => new CoverageItem(
        CoverageKind.Role,
        role.Tenant.Length == 0 ? $"role {role.Key}" : $"role {role.Key} of {role.Tenant}",
        role.Place,
        [new Change.RoleRemoved(role.Tenant, role.Key)]));

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
        return places.Select(f => new CoverageItem(CoverageKind.Feature, $"feature {f.Key}", f.Value, [.. RemovalOf(f.Key, state)]));
    }

    private static IEnumerable<Change> RemovalOf(string feature, StateDocument state) =>
        ((IEnumerable<Change>)[new Change.FeatureRemoved(feature), new Change.FlagRemoved(feature)])
            .Concat(state.Plans.Where(p => p.Features.Contains(feature, StringComparer.Ordinal))
                .Select(p => StateChanges.PlanPut(p with { Features = p.Features.Remove(feature, StringComparer.Ordinal) })))
            .Concat(state.Tenants.Where(t => t.Features.Any(f => f.Feature == feature))
                .Select(t => new Change.TenantFeatureRemoved(TestState.HashOf(t.Key), feature)));

    private static IEnumerable<CoverageItem> Plans(StateDocument state) => state.Plans.SelectMany(plan => plan.Rules
        .Select((rule, index) => new CoverageItem(
            CoverageKind.Rule,
            $"rule {index + 1} of plan {plan.Key}",
            rule.Place,
            [StateChanges.PlanPut(plan with { Rules = plan.Rules.RemoveAt(index) })]))
        .Prepend(new CoverageItem(CoverageKind.Plan, $"plan {plan.Key}", plan.Place, [new Change.PlanRemoved(plan.Key)])));

    private static IEnumerable<CoverageItem> Flags(StateDocument state) => state.Flags.SelectMany(flag => flag.Rules
        .Select((rule, index) => new CoverageItem(
            CoverageKind.Rule,
            $"rule {index + 1} of flag {flag.Feature}",
            rule.Place,
            [StateChanges.FlagPut(flag with { Rules = flag.Rules.RemoveAt(index) })]))
        .Prepend(new CoverageItem(CoverageKind.Flag, $"flag {flag.Feature}", flag.Place, [new Change.FlagRemoved(flag.Feature)])));

    private static IEnumerable<CoverageItem> Grants(StateDocument state) => state.Grants.Select(grant => new CoverageItem(
        CoverageKind.Grant,
        $"grant of {grant.Permission} on {grant.Resource.Type} {grant.Resource.Id} to {grant.Grantee.Name}",
        grant.Place,
        [TestState.Removal(grant)]));
}
