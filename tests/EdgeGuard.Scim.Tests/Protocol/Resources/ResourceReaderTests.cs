using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Tests.Protocol.Resources;

public sealed class ResourceReaderTests
{
    [Fact]
    public void Scim_K2_Read_OktaUser_DropsPasswordAndGroupsAndKeepsTheRest()
    {
        var user = Given.ReadUser(
            """
            "active":true,"groups":[],"password":"Pa55word","locale":"en-US","externalId":"00u1",
            "emails":[{"primary":true,"value":"ann@acme.example","type":"work"}],
            "displayName":"Ann A","name":{"familyName":"A","givenName":"Ann"},"userName":"ann@acme.example","id":"mine","meta":{"resourceType":"User"}
            """).Value;

        user.ToJson().ShouldBe(
            """{"externalId":"00u1","userName":"ann@acme.example","name":{"familyName":"A","givenName":"Ann"},"displayName":"Ann A","locale":"en-US","active":true,"emails":[{"value":"ann@acme.example","type":"work","primary":true}]}""");
        user.ExternalId.ShouldBe("00u1");
        user.Active.ShouldBeTrue();
        user.Members.ShouldBeNull();
    }

    [Theory]
    [InlineData(""" "nickName":null """)]
    [InlineData(""" "nickName":"" """)]
    [InlineData(""" "emails":[] """)]
    [InlineData(""" "emails":[null,{}] """)]
    [InlineData(""" "name":{} """)]
    [InlineData(""" "name":{"givenName":null,"familyName":""} """)]
    [InlineData(""" "active":null """)]
    [InlineData(""" "roles":[] """)]
    [InlineData(""" "favouriteColour":"blue" """)]
    [InlineData(""" "urn:example:private:2.0:User":{"tag":"x"} """)]
    [InlineData(""" "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":""} """)]
    [InlineData(""" "groups":"nonsense" """)]
    [InlineData(""" "id":17,"meta":5 """)]
    public void Scim_E3_K9_Read_AbsentReadOnlyOrUnknown_IsAsIfNotSent(string member) =>
        Given.ReadUser($""" "userName":"ann",{member} """).Value.ToJson().ShouldBe("""{"userName":"ann"}""");

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"true\"", true)]
    [InlineData("false", false)]
    [InlineData("\"False\"", false)]
    [InlineData("\"FALSE\"", false)]
    public void Scim_E7_E8_Read_ActiveAsText_BecomesBoolean(string value, bool expected) =>
        Given.ReadUser($""" "userName":"ann","active":{value} """).Value.Active.ShouldBe(expected);

    [Fact]
    public void Read_NoActive_IsActive() => Given.User().Active.ShouldBeTrue();

    [Theory]
    [InlineData(""" "userName":5 """, "userName")]
    [InlineData(""" "userName":{"value":"ann"} """, "userName")]
    [InlineData(""" "userName":"ann","active":"yes" """, "active")]
    [InlineData(""" "userName":"ann","active":1 """, "active")]
    [InlineData(""" "userName":"ann","name":"Ann A" """, "name")]
    [InlineData(""" "userName":"ann","name":["Ann"] """, "name")]
    [InlineData(""" "userName":"ann","name":{"givenName":7} """, "name.givenName")]
    [InlineData(""" "userName":"ann","emails":[{"value":"a"},{"value":false}] """, "emails[1].value")]
    [InlineData(""" "userName":"ann","emails":[[]  ,["a"]] """, "emails[1]")]
    [InlineData(""" "userName":"ann","emails":5 """, "emails")]
    [InlineData(""" "userName":"ann","x509Certificates":[{"value":"§"}] """, "x509Certificates[0].value")]
    [InlineData(""" "userName":"ann","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":"x" """, SchemaUris.EnterpriseUser)]
    [InlineData(""" "userName":"ann","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":{}, "costCenter":4} """, SchemaUris.EnterpriseUser + ":costCenter")]
    [InlineData(""" "nickName":"no name" """, "userName")]
    [InlineData(""" "userName":"" """, "userName")]
    [InlineData(""" "userName":"  " """, "userName")]
    public void Read_WrongTypeOrMissing_IsInvalidValueNamingThePath(string members, string path) =>
        Given.ReadUser(members).ShouldBeRefused(400, "invalidValue", path + " ");

    [Fact]
    public void Security_A7_Read_Refusal_DoesNotQuoteValues() =>
        Given.ReadUser(""" "userName":"ann","active":"secret" """).Error!.Detail.ShouldNotContain("secret");

    [Theory]
    [InlineData(""" "userName":"ann","USERNAME":"bob" """)]
    [InlineData(""" "userName":"ann","name":{"givenName":"a","givenname":"b"} """)]
    [InlineData(""" "userName":"ann","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"department":"a","Department":"b"} """)]
    public void Read_OneNameInTwoCases_IsInvalidSyntax(string members) =>
        Given.ReadUser(members).ShouldBeRefused(400, "invalidSyntax", "twice");

    [Fact]
    public void Scim_E33_Read_NamesInAnyCase_AreCanonicalised() =>
        Given.ReadUser(""" "UserName":"ann","EMAILS":[{"VALUE":"a@x","Type":"work"}] """).Value.ToJson()
            .ShouldBe("""{"userName":"ann","emails":[{"value":"a@x","type":"work"}]}""");

    [Theory]
    [InlineData("""[{"value":"a","primary":true},{"value":"b","primary":true}]""", """[{"value":"a","primary":true},{"value":"b","primary":false}]""")]
    [InlineData("""[{"value":"a","primary":"True"}]""", """[{"value":"a","primary":true}]""")]
    [InlineData("""[{"value":"a"},{"value":"a"}]""", """[{"value":"a"}]""")]
    [InlineData("""["a","b"]""", """[{"value":"a"},{"value":"b"}]""")]
    [InlineData("""{"value":"a"}""", """[{"value":"a"}]""")]
    public void Read_MultiValued_IsBroughtIntoOneShape(string roles, string expected) =>
        Given.ReadUser($""" "userName":"ann","roles":{roles} """).Value.Attributes["roles"].ShouldBeJson(expected);

    [Fact]
    public void Scim_E15_Read_ManagerAsBareString_BecomesValue() =>
        Given.ReadUser($$""" "userName":"ann","{{Given.Enterprise}}":{"manager":"m1","department":"Sales"} """).Value
            .Attributes[Given.Enterprise].ShouldBeJson("""{"department":"Sales","manager":{"value":"m1"}}""");

    [Fact]
    public void Scim_E34_Read_PhonesAndNames_AreKeptAsSent() =>
        Given.ReadUser(""" "userName":"Ann@Acme.Example","phoneNumbers":[{"value":"55555555555","type":"Work"}] """).Value.ToJson()
            .ShouldBe("""{"userName":"Ann@Acme.Example","phoneNumbers":[{"value":"55555555555","type":"Work"}]}""");

    [Fact]
    public void Read_TooManyValues_IsRefusedNamingTheLimit()
    {
        string roles = string.Join(',', Enumerable.Range(0, ScimLimits.MaxValues + 1).Select(i => $$"""{"value":"{{i}}"}"""));

        Given.ReadUser($""" "userName":"ann","roles":[{roles}] """).ShouldBeRefused(400, "invalidValue", "500");
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    public void Read_NoObject_IsInvalidSyntax(string body) =>
        ResourceReader.Read(ResourceDefinition.User, Given.Json(body), Leniency.Providers).ShouldBeRefused(400, "invalidSyntax");

    [Fact]
    public void Read_Strict_RefusesWhatProvidersAreForgiven()
    {
        Given.ReadUser(""" "userName":"ann","x":1 """, Leniency.Strict).ShouldBeRefused(400, "invalidSyntax");
        Given.ReadUser(""" "userName":"ann","active":"True" """, Leniency.Strict).ShouldBeRefused(400, "invalidValue", "active");
        Given.ReadUser(""" "userName":"ann","name":{"x":"y"} """, Leniency.Strict).ShouldBeRefused(400, "invalidSyntax");
        Given.ReadUser(""" "userName":"ann","emails":{"value":"a"} """, Leniency.Strict).ShouldBeRefused(400, "invalidValue", "emails");
        Given.ReadUser(""" "userName":"ann","emails":["a"] """, Leniency.Strict).ShouldBeRefused(400, "invalidValue", "emails[0]");
        Given.ReadUser($$""" "userName":"ann","{{Given.Enterprise}}":{"x":"y"} """, Leniency.Strict).ShouldBeRefused(400, "invalidSyntax");
    }

    /// <summary>One value in place of a list, and it says nothing.</summary>
    [Theory]
    [InlineData("""{"value":""}""")]
    [InlineData("""{"foo":1}""")]
    [InlineData("""[{"value":""},{"foo":1},null]""")]
    public void Scim_K9_Read_EmptyValueInPlaceOfAList_IsNoValue(string emails) =>
        Given.User($$""" "userName":"ann","emails":{{emails}} """).Attributes.ContainsKey("emails").ShouldBeFalse();
}
