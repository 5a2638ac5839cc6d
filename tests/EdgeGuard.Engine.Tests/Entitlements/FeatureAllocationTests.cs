using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using EdgeGuard.Engine.Tests.Targeting;

namespace EdgeGuard.Engine.Tests.Entitlements;

public sealed class FeatureAllocationTests
{
    private const string Rules =
        """
        [{"conditionLogic":"or","treatment":"true","conditions":[
          {"attribute":"text","op":"in_list","value":{"list":["a","b"]}},{"attribute":"text","op":"starts_with","value":{"list":["a"]}},
          {"attribute":"text","op":"ends_with","value":{"list":["a"]}},{"attribute":"text","op":"contains","value":{"list":["a"]}},{"attribute":"list","op":"contains","value":{"list":["a"]}},
          {"attribute":"list","op":"in_list","value":{"list":["a","b","c","d","e","f","g","h","i"]}},{"attribute":"number","op":"equal","value":{"number":1}},
          {"attribute":"number","op":"greater_than","value":{"number":100}},{"attribute":"text","op":"greater_than_equal","value":{"number":100}},{"attribute":"list","op":"lower_than","value":{"number":0}},
          {"attribute":"when","op":"lower_than_equal","value":{"number":0}},{"attribute":"number","op":"between_numeric","value":{"start":1,"end":2}},{"attribute":"flag","op":"is","value":{"boolean":false}},
          {"attribute":"when","op":"on","value":{"date":"2020-01-01"}},{"attribute":"text","op":"on_or_after","value":{"date":"2020-01-01"}},{"attribute":"when","op":"between_date","value":{"start":"2020-01-01","end":"2020-01-02"}},
          {"conditionLogic":"and","conditions":[{"attribute":"subject.city","op":"in_list","value":{"list":["x"]}},{"attribute":"jwt.roles.0","op":"in_list","value":{"list":["x"]}}]},
          {"attribute":"number","op":"matches","value":{"string":"^x"}},{"attribute":"when","op":"matches","value":{"string":"^x"}},{"attribute":"frontegg.email","op":"matches","value":{"string":"@other\\.com$"}}]}]
        """;

    [Fact]
    public void Targets_E3_FeatureWithEveryOperation_AllocatesNothing()
    {
        var snapshot = Offer.Of(
            new Change.FlagPut("sso", On: true, "false", "false", Rules), new Change.PlanPut("beta", ["sso"], "false", Rules), Offer.Plan("gold", "sso"), Offer.Given("top", "gold", until: 1),
            new Change.FeaturePut("sso", ["a*z", "docs.*"]), new Change.UserAttributesPut(Offer.User, """{"city":"x"}"""));
        var attributes = Asked.Attributes(
            """{"text":"zzz","list":["x",1,true],"number":42.5,"flag":true,"when":{"date":"2021-01-01T01:02:03Z"}}""", """{"email":"me@acme.com","roles":["y"]}""");
        var subject = snapshot.Resolve(new SubjectClaim(World.Tenant("top"), Offer.User, SubjectClaim.NoToken));
        Question[] questions = [Question.Feature("sso") with { Attributes = attributes }, Question.Permission("docs.read") with { Attributes = attributes }, Question.Permission("other"), Question.Feature("none")];
        Reason[] expected = [Reason.BundleExpired, Reason.BundleExpired, Reason.None, Reason.MissingFeature];
        foreach (var question in questions)
            snapshot.Decide(subject, question, Offer.Now);

        var wrong = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 2_000; round++)
        {
            for (var i = 0; i < questions.Length; i++)
                wrong += snapshot.Decide(subject, questions[i], Offer.Now).Reason == expected[i] ? 0 : 1;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
        wrong.ShouldBe(0);
    }
}
