using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Tests.Protocol.Resources;

public sealed class MemberReaderTests
{
    [Fact]
    public void Scim_E21_E25_Read_Members_AreFoldedAndKeptApart()
    {
        var group = Given.ReadGroup(
            """
            "displayName":"Sales","members":[{"$ref":null,"value":"u1"},{"value":"u2","display":"Two","type":"User"},{"VALUE":"u1"}]
            """).Value;

        group.Members.ShouldBe(["u1", "u2"]);
        group.Attributes.ShouldBeJson("""{"displayName":"Sales"}""");
    }

    [Theory]
    [InlineData(""" "displayName":"Sales" """, null)]
    [InlineData(""" "displayName":"Sales","members":null """, null)]
    [InlineData(""" "displayName":"Sales","members":[] """, 0)]
    [InlineData(""" "displayName":"Sales","members":[null] """, 0)]
    [InlineData(""" "displayName":"Sales","members":["u1"] """, 1)]
    [InlineData(""" "displayName":"Sales","members":{"value":"u1"} """, 1)]
    public void Scim_K14_Read_Members_TellNotNamedFromEmpty(string members, int? count) =>
        (Given.ReadGroup(members).Value.Members?.Count).ShouldBe(count);

    [Theory]
    [InlineData("""[{"value":"u1"},{"display":"Two"}]""", "element 1")]
    [InlineData("""[{"value":5}]""", "element 0")]
    [InlineData("""[5]""", "element 0")]
    [InlineData("""[[]]""", "element 0")]
    [InlineData("7", "members")]
    public void Read_MembersWithoutIds_AreInvalidValue(string members, string where) =>
        Given.ReadGroup($""" "displayName":"Sales","members":{members} """).ShouldBeRefused(400, "invalidValue", where);

    [Fact]
    public void Read_GroupWithoutDisplayName_IsInvalidValue() =>
        Given.ReadGroup(""" "members":[] """).ShouldBeRefused(400, "invalidValue", "displayName");

    [Fact]
    public void Read_Strict_WantsAListOfObjects()
    {
        Given.ReadGroup(""" "displayName":"Sales","members":["u1"] """, Leniency.Strict).ShouldBeRefused(400, "invalidValue");
        Given.ReadGroup(""" "displayName":"Sales","members":{"value":"u1"} """, Leniency.Strict).ShouldBeRefused(400, "invalidValue");
    }
}
