using System.Collections.Immutable;
using System.Text.Json;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Tests.Snapshots;
using EdgeGuard.Engine.Tests.Targeting;

namespace EdgeGuard.Engine.Tests.Entitlements;

/// <summary>Whole contexts of one user in one tenant: the answers and justifications of the published engine.</summary>
public sealed class ContextCaseTests
{
    private const long Now = 1_700_000_000_000;

    [Fact]
    public void Check_ContextsThatThePublishedEngineAnswered_AnswersTheSame()
    {
        var pool = Cases.Read("attributes");
        var wrong = new List<string>();
        var count = 0;
        foreach (var line in Cases.Read("contexts"))
        {
            var snapshot = World.Build([.. Rows(line[0])]);
            var subject = snapshot.Resolve(new SubjectClaim(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken));
            var given = pool[line[1].GetInt32()];
            var attributes = AttributeSet.From(given[0], given[1]);
            foreach (var asked in line[2].EnumerateArray())
            {
                var name = asked[1].GetString()!;
                var question = (asked[0].ValueEquals("f") ? Question.Feature(name) : Question.Permission(name)) with { Attributes = attributes };
                if (ReasonCode.Of(snapshot.Decide(subject, question, Now).Reason) is var answer && answer != asked[2].GetString())
                    wrong.Add($"{asked} answered {answer} of {line[0]} with {given}");
                count++;
            }
        }

        Cases.ShouldAllHold(wrong, count, atLeast: 2_000);
    }

    private static IEnumerable<Change> Rows(JsonElement context)
    {
        var (tenant, user, group) = (World.Tenant("acme"), World.User("acme", "u"), World.Group("acme", "g"));
        yield return new Change.TenantPut("acme", Suspended: false);
        yield return new Change.RolePut("", "all", [.. context.GetProperty("permissions").EnumerateObject().Select(permission => permission.Name)]);
        yield return new Change.GroupPut(group, tenant, ["all"]);
        yield return new Change.UserPut(user, tenant, Active: true, NotBefore: 0);
        yield return new Change.MemberAdded(group, user);

        var features = context.GetProperty("features");
        foreach (var plan in context.GetProperty("plans").EnumerateObject())
        {
            var holding = features.EnumerateObject()
                .Where(feature => feature.Value.GetProperty("planIds").EnumerateArray().Any(id => id.ValueEquals(plan.Name)))
                .Select(feature => feature.Name).Order(StringComparer.Ordinal).ToImmutableArray();
            yield return new Change.PlanPut(plan.Name, holding, plan.Value.GetProperty("defaultTreatment").GetString()!, Rules(plan.Value));
        }

        foreach (var feature in features.EnumerateObject())
        {
            var links = feature.Value.GetProperty("linkedPermissions").EnumerateArray().Select(link => link.GetString()!).Order(StringComparer.Ordinal);
            yield return new Change.FeaturePut(feature.Name, [.. links]);
            if (feature.Value.GetProperty("expireTime") is { ValueKind: JsonValueKind.Number } expiry)
                yield return new Change.TenantFeaturePut(tenant, feature.Name, expiry.GetInt64());
            if (feature.Value.TryGetProperty("featureFlag", out var flag))
            {
                yield return new Change.FlagPut(
                    feature.Name, flag.GetProperty("on").GetBoolean(), flag.GetProperty("offTreatment").GetString()!, flag.GetProperty("defaultTreatment").GetString()!, Rules(flag));
            }
        }
    }

    private static string Rules(JsonElement owner) => owner.TryGetProperty("rules", out var rules) ? rules.GetRawText() : "[]";
}
