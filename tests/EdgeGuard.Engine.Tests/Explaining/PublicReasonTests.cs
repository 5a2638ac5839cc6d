using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Explaining;

namespace EdgeGuard.Engine.Tests.Explaining;

public class PublicReasonTests
{
    [Fact]
    public void Of_EveryReason_HasItsCodeAndASentence()
    {
        foreach (var reason in Enum.GetValues<Reason>())
        {
            var told = PublicReason.Of(reason);

            told.Allowed.ShouldBe(reason == Reason.None);
            told.Code.ShouldBe(ReasonCode.Of(reason));
            told.Sentence.ShouldEndWith(".");
        }
    }

    [Fact]
    public void Of_AnExplanation_DependsOnItsReasonAlone()
    {
        var explanation = new Explanation
        {
            Decision = new Decision(Reason.TenantSuspended, Version: 7),
            Claim = default,
            Question = Question.Role("secret"),
            Now = 1,
            Tenant = "acme",
            Missing = [new Missing(MissingKind.Resumption, "holding", [])],
        };

        PublicReason.Of(explanation).ShouldBe(new PublicReason(Allowed: false, "TENANT_SUSPENDED", "This account is suspended."));
    }

    [Theory]
    [InlineData(Reason.UnknownTenant, Reason.UnknownSubject)]
    [InlineData(Reason.MissingPermission, Reason.MissingRole)]
    [InlineData(Reason.SnapshotMissing, Reason.SnapshotStale)]
    public void Of_ReasonsThatDifferOnlyForOperators_SayTheSame(Reason one, Reason other) =>
        PublicReason.Of(one).Sentence.ShouldBe(PublicReason.Of(other).Sentence);
}
