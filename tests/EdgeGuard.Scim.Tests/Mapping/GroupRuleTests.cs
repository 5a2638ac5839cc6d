using EdgeGuard.Scim.Mapping;

namespace EdgeGuard.Scim.Tests.Mapping;

public sealed class GroupRuleTests
{
    [Theory]
    [InlineData("SaaS-viewer", "viewer")]
    [InlineData("SaaS-a.b_c-d", "a.b_c-d")]
    [InlineData("SaaS-", null)]
    [InlineData("SaaS-two words", null)]
    [InlineData("saas-viewer", null)]
    [InlineData("xSaaS-viewer", null)]
    public void Claim_Pattern_TakesTheRestWhenItIsARoleKey(string name, string? role) =>
        new GroupRule.Pattern("SaaS-").Claim(name).ShouldBe(role);

    [Fact]
    public void Claim_Exact_TakesOnlyTheName()
    {
        var rule = new GroupRule.Exact("Admins", "admin");

        rule.Claim("Admins").ShouldBe("admin");
        rule.Claim("admins").ShouldBeNull();
    }

    [Theory]
    [InlineData("a-", "a-", true)]
    [InlineData("a-", "a-b-", true)]
    [InlineData("a-", "b-", false)]
    [InlineData("a-", "a- ", false)]
    [InlineData("a-", "a-b c-", false)]
    public void Overlaps_TwoPatterns_WhenOneNameFitsBoth(string one, string other, bool overlap)
    {
        new GroupRule.Pattern(one).Overlaps(new GroupRule.Pattern(other)).ShouldBe(overlap);
        new GroupRule.Pattern(other).Overlaps(new GroupRule.Pattern(one)).ShouldBe(overlap);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Overlaps_TwoPatternsFarApart_OnlyWhileAKeyReachesAcross(int distance, bool overlap) =>
        new GroupRule.Pattern("a-").Overlaps(new GroupRule.Pattern("a-" + new string('x', distance))).ShouldBe(overlap);

    [Fact]
    public void Overlaps_ExactWithPattern_WhenThePatternClaimsTheName()
    {
        new GroupRule.Exact("SaaS-x", "y").Overlaps(new GroupRule.Pattern("SaaS-")).ShouldBeTrue();
        new GroupRule.Pattern("SaaS-").Overlaps(new GroupRule.Exact("SaaS-x y", "y")).ShouldBeFalse();
        new GroupRule.Exact("A", "x").Overlaps(new GroupRule.Exact("A", "y")).ShouldBeTrue();
        new GroupRule.Exact("A", "x").Overlaps(new GroupRule.Exact("B", "x")).ShouldBeFalse();
    }
}
