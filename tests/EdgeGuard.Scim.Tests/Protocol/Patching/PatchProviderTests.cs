namespace EdgeGuard.Scim.Tests.Protocol.Patching;

/// <summary>What Entra ID, Okta, OneLogin and Ping send to a user, body for body.</summary>
public sealed class PatchProviderTests
{
    [Theory]
    [InlineData("\"False\"", false)]
    [InlineData("\"True\"", true)]
    [InlineData("false", false)]
    public void Scim_E7_E8_E9_Apply_ActiveAsText_BecomesBoolean(string value, bool expected)
    {
        var outcome = Given.User(""" "userName":"a","active":true """).Patch($$"""[{"op":"Replace","path":"active","value":{{value}}}]""").Value;

        outcome.Resource.Active.ShouldBe(expected);
        outcome.Changed.ShouldBe(!expected);
    }

    [Fact]
    public void Scim_E10_Apply_ReplaceWorkEmail_TouchesThatElementOnly() =>
        Given.User(""" "userName":"a","emails":[{"value":"w@x","type":"work","primary":true},{"value":"h@x","type":"home"}] """)
            .Patch("""[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"new@x"}]""").Value.Resource.Attributes["emails"]
            .ShouldBeJson("""[{"value":"new@x","type":"work","primary":true},{"value":"h@x","type":"home"}]""");

    [Theory]
    [InlineData("Add")]
    [InlineData("Replace")]
    public void Scim_E11_E12_E37_Apply_UnmatchedFilter_MakesTheElementNeverPrimaryAndTheRestApplies(string op) =>
        Given.User(""" "userName":"a","emails":[{"value":"h@x","type":"home","primary":true}] """)
            .Patch(
                $$"""
                [{"op":"{{op}}","path":"emails[type eq \"work\"].value","value":"w@x"},
                 {"op":"{{op}}","path":"addresses[type eq \"work\"].locality","value":"Oslo"},
                 {"op":"{{op}}","path":"phoneNumbers[type eq \"mobile\"].value","value":""},
                 {"op":"{{op}}","path":"title","value":"Boss"}]
                """).Value.Resource.Attributes
            .ShouldBeJson(
                """
                {"userName":"a","title":"Boss","emails":[{"value":"h@x","type":"home","primary":true},{"value":"w@x","type":"work"}],
                 "addresses":[{"locality":"Oslo","type":"work"}]}
                """);

    [Fact]
    public void Scim_E13_S2_Apply_PathlessKeys_AreResolvedAsPaths() =>
        Given.User(""" "userName":"a","active":false """)
            .Patch(
                $$"""
                [{"op":"replace","value":{"name.givenName":"G","name.familyName":"F","active":"True","emails[type eq \"work\"].value":"w@x",
                  "{{Given.Enterprise}}:employeeNumber":"7","urn:ietf:params:scim:schemas:core:2.0:User:title":"T"} }]
                """).Value.Resource.Attributes
            .ShouldBeJson(
                $$$"""
                {"userName":"a","active":true,"title":"T","name":{"givenName":"G","familyName":"F"},"emails":[{"value":"w@x","type":"work"}],
                 "{{{Given.Enterprise}}}":{"employeeNumber":"7"} }
                """);

    [Fact]
    public void Apply_PathlessUnknownKey_DoesNotFailTheRest() =>
        Given.User().Patch("""[{"op":"replace","value":{"urn:ietf:params:scim:schemas:extension:Custom:2.0:User:tag":"x","title":"T"}}]""")
            .Value.Resource.Attributes.ShouldBeJson("""{"userName":"ann","title":"T"}""");

    [Fact]
    public void Scim_E14_E15_E16_Apply_UrnPathAndManager_SetAndClearOnlyWhatTheyName()
    {
        var user = Given.User().Patch(
            $$"""
            [{"op":"Add","path":"{{Given.Enterprise}}:department","value":"Sales"},
             {"op":"Add","path":"{{Given.Enterprise}}:manager","value":"m1"}]
            """).Value.Resource;
        user.Attributes[Given.Enterprise].ShouldBeJson("""{"department":"Sales","manager":{"value":"m1"}}""");

        user = user.Patch($$"""[{"op":"Remove","path":"{{Given.Enterprise}}:manager"}]""").Value.Resource;

        user.Attributes[Given.Enterprise].ShouldBeJson("""{"department":"Sales"}""");
    }

    [Theory]
    [InlineData("\"m2\"")]
    [InlineData("""{"value":"m2"}""")]
    [InlineData("""{"value":"m2","$ref":null,"displayName":"ignored"}""")]
    public void Scim_E15_Apply_AnotherManager_LeavesNoReferenceToTheOldOne(string value) =>
        Given.User($$$""" "userName":"a","{{{Given.Enterprise}}}":{"manager":{"value":"m1","$ref":"../Users/m1"}} """)
            .Patch($$"""[{"op":"Replace","path":"{{Given.Enterprise}}:manager","value":{{value}}}]""").Value.Resource.Attributes[Given.Enterprise]
            .ShouldBeJson("""{"manager":{"value":"m2"}}""");

    [Fact]
    public void Scim_E33_E36_Apply_RemoveAddReplaceOfOneAttribute_InOrder() =>
        Given.User(""" "userName":"a","emails":[{"value":"old@x","type":"work"}] """)
            .Patch(
                """
                [{"op":"Remove","path":"emails[type eq \"work\"].Value"},
                 {"op":"Add","path":"Emails[Type Eq \"work\"].Value","value":"mid@x"},
                 {"op":"Replace","path":"emails[type eq \"work\"].VALUE","value":"new@x"}]
                """).Value.Resource.Attributes["emails"]
            .ShouldBeJson("""[{"value":"new@x","type":"work"}]""");

    [Theory]
    [InlineData("Add")]
    [InlineData("Replace")]
    public void Scim_E35_Apply_PrimaryRole_IsStored(string op)
    {
        var user = Given.User().Patch($$"""[{"op":"{{op}}","path":"roles[primary eq \"True\"].value","value":"admin"}]""").Value.Resource;
        user.Attributes["roles"].ShouldBeJson("""[{"value":"admin","primary":true}]""");

        user.Patch($$"""[{"op":"{{op}}","path":"roles[primary eq \"True\"].value","value":"viewer"}]""").Value.Resource.Attributes["roles"]
            .ShouldBeJson("""[{"value":"viewer","primary":true}]""");
    }

    [Fact]
    public void Scim_K5_Apply_PathlessActiveFalse_Deactivates() =>
        Given.User(""" "userName":"a","active":true """).Patch("""[{"op":"replace","value":{"active":false}}]""").Value.Resource.Active.ShouldBeFalse();

    [Fact]
    public void Apply_ExtensionObjectWithoutPath_IsMerged() =>
        Given.User($$$""" "userName":"a","{{{Given.Enterprise}}}":{"department":"Sales","costCenter":"1"} """)
            .Patch($$$"""[{"op":"replace","value":{"{{{Given.Enterprise}}}":{"department":"Legal","costCenter":null,"unknown":1,"manager":"m"} } }]""").Value.Resource
            .Attributes[Given.Enterprise].ShouldBeJson("""{"department":"Legal","manager":{"value":"m"}}""");
}
