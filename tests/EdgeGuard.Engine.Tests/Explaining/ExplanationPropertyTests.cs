using System.Text.Json;
using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Reference;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Explaining;

/// <summary>Explanations of random questions about random states, those that make no sense among both; more of them with <c>EDGEGUARD_PROPERTIES=long</c>.</summary>
public class ExplanationPropertyTests
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("EDGEGUARD_PROPERTIES") == "long";

    [Fact]
    public void Explain_AnyQuestion_AgreesWithTheDecision() =>
        Sample((snapshot, ask, question) =>
        {
            var decision = snapshot.Check(ask.Claim, question, ask.Now);
            var explanation = snapshot.Explain(ask.Claim, question, ask.Now);

            explanation.Decision.ShouldBe(decision);
            ReasonOf(explanation).ShouldBe(decision.Reason);
            explanation.Ways.ShouldAllBe(way => way.Standing == Standing.Live);
            explanation.NearMisses.ShouldAllBe(way => way.Standing != Standing.Live);
            if (decision.Allowed)
                (explanation.Ways.Length + explanation.Features.Count(feature => feature.Reason == Reason.None)).ShouldBePositive();
        });

    [Fact]
    public void Explain_OneAdditionForEachThingMissing_IsTheSmallestSetThatAllows() =>
        Sample((snapshot, ask, question) =>
        {
            var explanation = snapshot.Explain(ask.Claim, question, ask.Now);
            for (var pick = 0; pick < Missing.MaxOffered; pick++)
                CheckRepair(snapshot, ask, question, explanation, pick);
        });

    [Fact]
    public void Explain_AnyQuestion_CanBeToldAndWritten() =>
        Sample((snapshot, ask, question) =>
        {
            var explanation = snapshot.Explain(ask.Claim, question, ask.Now);

            var text = ExplanationText.Of(explanation);
            text.Split('\n').ShouldAllBe(line => line.Length > 0 && !line.Any(char.IsControl));
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
                ExplanationJson.Write(json, explanation);
            using var document = JsonDocument.Parse(buffer.ToArray());
            document.RootElement.GetProperty("allowed").GetBoolean().ShouldBe(explanation.Decision.Allowed);
            PublicReason.Of(explanation).Code.ShouldBe(ReasonCode.Of(explanation.Decision.Reason));
        });

    /// <summary>What the pieces say, apart from the decision that stands beside them.</summary>
    private static Reason ReasonOf(Explanation explanation) => explanation.Missing.FirstOrDefault()?.Kind switch
    {
        null => Reason.None,
        MissingKind.Tenant => Reason.UnknownTenant,
        MissingKind.Resumption => Reason.TenantSuspended,
        MissingKind.User => Reason.UnknownSubject,
        MissingKind.Activation => Reason.UserInactive,
        MissingKind.FreshToken => Reason.SessionRevoked,
        MissingKind.ValidQuestion => Reason.InvalidRequest,
        MissingKind.RoleDefinition or MissingKind.Role => Reason.MissingRole,
        MissingKind.Permission => explanation.Question.Resource.IsNone ? Reason.MissingPermission : Reason.NoGrant,
        _ => explanation.Features.Any(feature => feature.Reason == Reason.BundleExpired) ? Reason.BundleExpired : Reason.MissingFeature,
    };

    private static void CheckRepair(Snapshot snapshot, Ask ask, Question question, Explanation explanation, int pick)
    {
        var signsIn = explanation.Missing.Any(missing => missing.Kind == MissingKind.FreshToken);
        var needed = explanation.Missing.Where(missing => missing.Kind != MissingKind.FreshToken).ToList();
        if (needed.Count == 0 || needed.Any(missing => missing.OneOf.IsEmpty) || pick >= needed.Max(missing => missing.OneOf.Length))
            return;
        var additions = needed.ConvertAll(missing => missing.OneOf[pick % missing.OneOf.Length]);
        if (additions.Any(addition => addition.Change is null))
            return;
        var claim = signsIn ? ask.Claim with { IssuedAt = SubjectClaim.NoToken } : ask.Claim;

        var changes = additions.ConvertAll(addition => addition.Change!);
        World.Apply(snapshot, changes).Check(claim, question, ask.Now).Allowed.ShouldBeTrue(ExplanationText.Of(explanation));
        for (var left = 0; left < changes.Count; left++)
        {
            var without = changes.Where((_, at) => at != left);
            Without(snapshot, without).Check(claim, question, ask.Now).Allowed.ShouldBeFalse($"without {changes[left]}: {ExplanationText.Of(explanation)}");
        }
    }

    /// <summary>What is left of an addition may be refused without the rest, such as giving a role that is not defined; then nothing is added.</summary>
    private static Snapshot Without(Snapshot snapshot, IEnumerable<Change> changes)
    {
        foreach (var change in changes)
            snapshot = TryApply(snapshot, change) ?? snapshot;
        return snapshot;
    }

    private static Snapshot? TryApply(Snapshot snapshot, Change change)
    {
        var builder = snapshot.ToBuilder();
        return builder.TryApply(change, out _) ? builder.Build(snapshot.Epoch, snapshot.Version + 1) : null;
    }

    private static void Sample(Action<Snapshot, Ask, Question> check) => History.Any.Sample(
        steps =>
        {
            var snapshot = Snapshot.Empty(World.Hasher, World.Epoch);
            foreach (var step in steps)
            {
                if (step is Change change)
                    snapshot = TryApply(snapshot, change) ?? snapshot;
                else if (step is Ask ask)
                    check(snapshot, ask, ask.Question);
            }
        },
        iter: IsLong ? 1500 : 40);
}
