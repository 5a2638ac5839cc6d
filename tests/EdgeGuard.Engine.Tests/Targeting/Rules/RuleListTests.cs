using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Targeting.Rules;

namespace EdgeGuard.Engine.Tests.Targeting.Rules;

/// <summary>SEMANTICS sections 3 and 4, and what is refused.</summary>
public sealed class RuleListTests
{
    private const string Yes = """{"attribute":"x","op":"in_list","value":{"list":["a"]}}""";
    private const string No = """{"attribute":"x","op":"in_list","value":{"list":[]}}""";

    [Theory]
    [InlineData("\"and\"", Yes + "," + Yes, true)]
    [InlineData("\"and\"", Yes + "," + No, false)]
    [InlineData("\"and\"", "", true)]
    [InlineData("\"or\"", No + "," + Yes, true)]
    [InlineData("\"or\"", No + "," + No, false)]
    [InlineData("\"or\"", "", false)]
    [InlineData("\"OR\"", Yes + "," + No, false)]
    [InlineData("\"any\"", Yes + "," + No, false)]
    [InlineData("null", Yes + "," + No, false)]
    [InlineData("5", Yes + "," + Yes, true)]
    public void IsTreated_Logic_IsAllUnlessItIsOr(string logic, string conditions, bool matches) =>
        IsTreated($$"""[{"conditionLogic":{{logic}},"conditions":[{{conditions}}],"treatment":"true"}]""").ShouldBe(matches);

    [Fact]
    public void IsTreated_NoLogic_IsAll() => IsTreated($$"""[{"conditions":[{{Yes}},{{No}}],"treatment":"true"}]""").ShouldBeFalse();

    [Theory]
    [InlineData("""{"conditionLogic":"or","conditions":[]}""", false)]
    [InlineData("""{"conditionLogic":"and","conditions":[]}""", true)]
    [InlineData("""{"conditionLogic":"or","conditions":[""" + No + """,{"conditionLogic":"and","conditions":[""" + Yes + "]}]}", true)]
    [InlineData("""{"conditionLogic":"and","op":"is","conditions":[]}""", false)] // Both: a condition.
    [InlineData("""{"conditions":[]}""", false)] // Neither: a condition without operation.
    public void IsTreated_Member_IsAGroupWhenItHasLogicAndNoOperation(string member, bool matches) =>
        IsTreated($$"""[{"conditionLogic":"and","conditions":[{{member}}],"treatment":"true"}]""").ShouldBe(matches);

    [Fact]
    public void IsTreated_FirstMatch_EndsTheSearchWhateverItsTreatment()
    {
        const string All = "\"conditions\":[],\"conditionLogic\":\"and\"";

        IsTreated($$"""[{"conditions":[{{No}}],"treatment":"true"},{ {{All}},"treatment":"false"},{ {{All}},"treatment":"true"}]""", byDefault: true).ShouldBeFalse();
        IsTreated($$"""[{"conditions":[{{No}}],"treatment":"false"},{ {{All}},"treatment":"true"},{ {{All}},"treatment":"false"}]""").ShouldBeTrue();
    }

    [Theory]
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", false)]
    [InlineData("\"on\"", false)]
    [InlineData("true", false)]
    public void IsTreated_Treatment_OnlyThatTextIsTrue(string treatment, bool isTrue) =>
        IsTreated($$"""[{"conditions":[],"treatment":{{treatment}}}]""").ShouldBe(isTrue);

    [Fact]
    public void IsTreated_NoRuleMatches_TheDefault()
    {
        IsTreated("[]", byDefault: true).ShouldBeTrue();
        IsTreated($$"""[{"conditions":[{{No}}],"treatment":"false"}]""", byDefault: true).ShouldBeTrue();
        IsTreated($$"""[{"conditions":[{{No}}],"treatment":"true"}]""").ShouldBeFalse();
    }

    [Fact]
    public void IsTreated_LaterMembersOfADecidedGroup_AreNotReached()
    {
        const string Warns = """{"attribute":"x","op":"on","value":{"date":1}}""";
        var course = default(DecisionCourse);

        Asked.Rules($$"""[{"conditionLogic":"or","conditions":[{{Yes}},{{Warns}}],"treatment":"true"}]""")
            .IsTreated(byDefault: false, new AttributeScope(Asked.Attributes("""{"x":"a"}"""), null), ref course).ShouldBeTrue();

        course.Warnings.ShouldBe(DecisionWarnings.None);
    }

    [Theory]
    [InlineData("", "rules: no JSON, or nested too deep, in line 1 at byte 0")]
    [InlineData("[,]", "rules: no JSON, or nested too deep, in line 1 at byte 1")]
    [InlineData("{}", "rules: no array")]
    [InlineData("null", "rules: no array")]
    [InlineData("[5]", "rules: no object at /0")]
    [InlineData("""[{"conditions":[]},[]]""", "rules: no object at /1")]
    [InlineData("[{}]", "rules: no array at /0/conditions")]
    [InlineData("""[{"conditions":{}}]""", "rules: no array at /0/conditions")]
    [InlineData("""[{"conditions":[null]}]""", "rules: no object at /0/conditions/0")]
    [InlineData("""[{"conditions":[{},"a"]}]""", "rules: no object at /0/conditions/1")]
    [InlineData("""[{"conditions":[{"conditionLogic":"or"}]}]""", "rules: no array at /0/conditions/0/conditions")]
    [InlineData("""[{"conditions":[{"conditionLogic":"or","conditions":[[]]}]}]""", "rules: no object at /0/conditions/0/conditions/0")]
    [InlineData("""[{"conditions":[{"attribute":"\ud800"}]}]""", "rules: text that is not well-formed at /0/conditions/0/attribute")]
    [InlineData("""[{"a/b~c":["\udc00"]}]""", "rules: text that is not well-formed at /0/a~1b~0c/0")]
    [InlineData("""[{"\ud800":1}]""", "rules: text that is not well-formed at /0")]
    public void TryParse_WrongForm_IsRefusedWithItsPlace(string json, string fault)
    {
        RuleList.TryParse(json, out var rules, out var named).ShouldBeFalse();

        rules.ShouldBeNull();
        named.ShouldBe(fault);
    }

    [Fact]
    public void TryParse_Nesting_IsTakenTo64Groups()
    {
        RuleList.TryParse(Nested(64), out var rules, out _).ShouldBeTrue();
        RuleList.TryParse(Nested(65), out _, out var fault).ShouldBeFalse();

        var course = default(DecisionCourse);
        rules!.IsTreated(byDefault: false, new AttributeScope(null, null), ref course).ShouldBeTrue();
        fault.ShouldNotBeNull().ShouldStartWith("rules: groups nested deeper than 64 at /0/conditions/0");
    }

    [Fact]
    public void TryParse_PatternsTooLargeTogether_AreRefusedWithThePlaceOfTheFirst()
    {
        RuleList.TryParse(Patterns(131), out _, out _).ShouldBeTrue();
        RuleList.TryParse(Patterns(132), out _, out var fault).ShouldBeFalse();

        fault.ShouldBe("rules: patterns too large together at /0/conditions/0/conditions/131");

        static string Patterns(int count)
        {
            const string Large = """{"attribute":"x","op":"matches","value":{"string":"a{2000}"}}""";
            return $$"""[{"conditions":[{"conditionLogic":"or","conditions":[{{string.Join(',', Enumerable.Repeat(Large, count))}}]}]}]""";
        }
    }

    [Fact]
    public void TryParse_MembersWrittenTwice_TheLastOneCounts() =>
        IsTreated("""[{"conditions":[5],"conditions":[],"treatment":"false","treatment":"true"}]""").ShouldBeTrue();

    private static bool IsTreated(string rules, bool byDefault = false)
    {
        var course = default(DecisionCourse);
        return Asked.Rules(rules).IsTreated(byDefault, new AttributeScope(Asked.Attributes("""{"x":"a"}"""), null), ref course);
    }

    private static string Nested(int groups)
    {
        const string Head = """{"conditionLogic":"and","treatment":"true","conditions":[""";
        return "[" + string.Concat(Enumerable.Repeat(Head, groups)) + string.Concat(Enumerable.Repeat("]}", groups)) + "]";
    }
}
