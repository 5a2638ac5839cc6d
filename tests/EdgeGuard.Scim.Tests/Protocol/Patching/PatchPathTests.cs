using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Patching;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Patching;

public sealed class PatchPathTests
{
    [Theory]
    [InlineData("TITLE", "title")]
    [InlineData(" title ", "title")]
    [InlineData("name.familyname", "name.familyName")]
    [InlineData("""emails[type eq "work"]""", "emails[…]")]
    [InlineData("""emails[type eq "work"].VALUE""", "emails[…].value")]
    [InlineData("""urn:ietf:params:scim:schemas:core:2.0:User:emails[type eq "work"].value""", "emails[…].value")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department")]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")]
    public void Parse_EachForm_IsUnderstood(string path, string expected) =>
        PatchPath.Parse(path, ResourceDefinition.User).Value.ToString().ShouldBe(expected);

    [Theory]
    [InlineData("", "invalidPath")]
    [InlineData("colour", "invalidPath")]
    [InlineData("/title", "invalidPath")]
    [InlineData("name.colour", "invalidPath")]
    [InlineData("title.value", "invalidPath")]
    [InlineData("title and", "invalidPath")]
    [InlineData("""title[value eq "x"]""", "invalidPath")]
    [InlineData("""name[givenName eq "x"]""", "invalidPath")]
    [InlineData("""emails.value[type eq "x"]""", "invalidPath")]
    [InlineData("""emails[type eq "work"].colour""", "invalidPath")]
    [InlineData("""emails[type eq "work"].""", "invalidPath")]
    [InlineData("""emails[type eq "work"]]""", "invalidPath")]
    [InlineData("""emails[type eq "work"].value.more""", "invalidPath")]
    [InlineData("emails[0]", "invalidFilter")]
    [InlineData("emails[]", "invalidFilter")]
    [InlineData("""emails[type eq "work" """, "invalidFilter")]
    [InlineData("""emails[colour eq "work"]""", "invalidFilter")]
    [InlineData("emails[primary gt true]", "invalidFilter")]
    public void Parse_Fault_IsRefused(string path, string scimType) =>
        PatchPath.Parse(path, ResourceDefinition.User).ShouldBeRefused(400, scimType);

    [Fact]
    public void Security_A3_Parse_Length_IsBounded() =>
        PatchPath.Parse($"""emails[type eq "{new string('x', 8192)}"]""", ResourceDefinition.User).ShouldBeRefused(400, "invalidPath", "8192");
}
