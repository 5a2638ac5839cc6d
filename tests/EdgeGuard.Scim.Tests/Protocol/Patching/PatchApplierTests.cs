using EdgeGuard.Scim.Protocol;
using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Tests.Protocol.Patching;

/// <summary>RFC 7644 section 3.5.2, case by case: resource before, operations, resource after.</summary>
public sealed class PatchApplierTests
{
    [Theory]
    // add, section 3.5.2.1
    [InlineData(""" "userName":"a" """, """{"op":"add","path":"title","value":"x"}""", """ "title":"x" """)]
    [InlineData(""" "userName":"a","title":"x" """, """{"op":"add","path":"title","value":"y"}""", """ "title":"y" """)]
    [InlineData(""" "userName":"a","name":{"givenName":"g"} """, """{"op":"add","path":"name","value":{"familyName":"f"}}""", """ "name":{"familyName":"f","givenName":"g"} """)]
    [InlineData(""" "userName":"a" """, """{"op":"add","path":"name.familyName","value":"f"}""", """ "name":{"familyName":"f"} """)]
    [InlineData(""" "userName":"a","roles":[{"value":"r1"}] """, """{"op":"add","path":"roles","value":[{"value":"r2"},{"value":"r1"}]}""", """ "roles":[{"value":"r1"},{"value":"r2"}] """)]
    [InlineData(""" "userName":"a" """, """{"op":"add","path":"roles","value":{"value":"r1"}}""", """ "roles":[{"value":"r1"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"A@x","type":"work"}] """, """{"op":"add","path":"emails","value":[{"value":"a@X","type":"Work","display":"d"}]}""", """ "emails":[{"value":"a@X","display":"d","type":"Work"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"}] """, """{"op":"add","path":"emails","value":[{"value":"a@x","type":"home"}]}""", """ "emails":[{"value":"a@x","type":"work"},{"value":"a@x","type":"home"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"}] """, """{"op":"add","path":"emails[type eq \"work\"]","value":{"display":"d"}}""", """ "emails":[{"value":"a@x","display":"d","type":"work"}] """)]
    [InlineData(""" "userName":"a" """, """{"op":"add","value":{"title":"x","name":{"givenName":"g"}}}""", """ "name":{"givenName":"g"},"title":"x" """)]
    [InlineData(""" "userName":"a","title":"x" """, """{"op":"add","path":"title","value":null}""", """ "title":"x" """)]
    // replace, section 3.5.2.3
    [InlineData(""" "userName":"a" """, """{"op":"replace","path":"title","value":"x"}""", """ "title":"x" """)]
    [InlineData(""" "userName":"a","title":"x" """, """{"op":"replace","path":"title","value":""}""", "")]
    [InlineData(""" "userName":"a","title":"x" """, """{"op":"replace","path":"title","value":null}""", "")]
    [InlineData(""" "userName":"a","name":{"givenName":"g","familyName":"f"} """, """{"op":"replace","path":"name","value":{"familyName":"F"}}""", """ "name":{"familyName":"F","givenName":"g"} """)]
    [InlineData(""" "userName":"a","name":{"givenName":"g"} """, """{"op":"replace","path":"name","value":{"givenName":null}}""", "")]
    [InlineData(""" "userName":"a","name":{"givenName":"g"} """, """{"op":"replace","path":"name","value":null}""", "")]
    [InlineData(""" "userName":"a","roles":[{"value":"r1"},{"value":"r2"}] """, """{"op":"replace","path":"roles","value":[{"value":"r3"}]}""", """ "roles":[{"value":"r3"}] """)]
    [InlineData(""" "userName":"a","roles":[{"value":"r1"}] """, """{"op":"replace","path":"roles","value":[]}""", "")]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"},{"value":"b@x","type":"home"}] """, """{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"c@x","type":"other"}}""", """ "emails":[{"value":"c@x","type":"other"},{"value":"b@x","type":"home"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work","display":"d"}] """, """{"op":"replace","path":"emails[type eq \"work\"]","value":{"value":"c@x"}}""", """ "emails":[{"value":"c@x","type":"work"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"},{"value":"b@x","type":"work"}] """, """{"op":"replace","path":"emails[type eq \"work\"].display","value":"d"}""", """ "emails":[{"value":"a@x","display":"d","type":"work"},{"value":"b@x","display":"d","type":"work"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x"},{"value":"b@x"}] """, """{"op":"replace","path":"emails.type","value":"work"}""", """ "emails":[{"value":"a@x","type":"work"},{"value":"b@x","type":"work"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"},{"value":"b@x"}] """, """{"op":"replace","path":"emails[type eq \"work\"].value","value":""}""", """ "emails":[{"value":"b@x"}] """)]
    // remove, section 3.5.2.2
    [InlineData(""" "userName":"a","title":"x" """, """{"op":"remove","path":"title"}""", "")]
    [InlineData(""" "userName":"a" """, """{"op":"remove","path":"title"}""", "")]
    [InlineData(""" "userName":"a","name":{"givenName":"g","familyName":"f"} """, """{"op":"remove","path":"name.givenName"}""", """ "name":{"familyName":"f"} """)]
    [InlineData(""" "userName":"a","name":{"givenName":"g"} """, """{"op":"remove","path":"name"}""", "")]
    [InlineData(""" "userName":"a","name":{"givenName":"g"} """, """{"op":"remove","path":"name.givenName"}""", "")]
    [InlineData(""" "userName":"a","roles":[{"value":"r1"},{"value":"r2"}] """, """{"op":"remove","path":"roles"}""", "")]
    [InlineData(""" "userName":"a","roles":[{"value":"r1"},{"value":"r2"}] """, """{"op":"remove","path":"roles","value":[{"value":"R1"}]}""", """ "roles":[{"value":"r2"}] """)]
    [InlineData(""" "userName":"a","roles":[{"value":"r1"}] """, """{"op":"remove","path":"roles","value":[]}""", """ "roles":[{"value":"r1"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"},{"value":"b@x","type":"home"}] """, """{"op":"remove","path":"emails[type eq \"work\"]"}""", """ "emails":[{"value":"b@x","type":"home"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"}] """, """{"op":"remove","path":"emails[type eq \"work\" and value ew \"@x\"]"}""", "")]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"}] """, """{"op":"remove","path":"emails[type eq \"home\"]"}""", """ "emails":[{"value":"a@x","type":"work"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"}] """, """{"op":"remove","path":"emails[type eq \"work\"].type"}""", """ "emails":[{"value":"a@x"}] """)]
    [InlineData(""" "userName":"a","emails":[{"value":"a@x","type":"work"},{"value":"a@x"}] """, """{"op":"remove","path":"emails.type"}""", """ "emails":[{"value":"a@x"}] """)]
    [InlineData(""" "userName":"a","addresses":[{"locality":"Oslo","type":"work"}] """, """{"op":"remove","path":"addresses[type eq \"work\"].locality"}""", "")]
    [InlineData(""" "userName":"a" """, """{"op":"remove","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"}""", "")]
    public void Apply_OneOperation_Does(string before, string operation, string after)
    {
        string expected = after.Trim().Length == 0 ? """{"userName":"a"}""" : $$"""{"userName":"a",{{after}}}""";

        Given.User(before).Patch($"[{operation}]").Value.Resource.Attributes.ShouldBeJson(expected);
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"id","value":"x"}""", "mutability")]
    [InlineData("""{"op":"add","path":"meta.created","value":"x"}""", "mutability")]
    [InlineData("""{"op":"remove","path":"groups"}""", "mutability")]
    [InlineData("""{"op":"add","path":"groups[value eq \"g\"].display","value":"x"}""", "mutability")]
    [InlineData("""{"op":"replace","value":{"groups":[{"value":"g"}]}}""", "mutability")]
    [InlineData("""{"op":"replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.displayName","value":"x"}""", "mutability")]
    public void Scim_M2_Apply_ReadOnlyTarget_IsMutability(string operation, string scimType) =>
        Given.User().Patch($"[{operation}]").ShouldBeRefused(400, scimType, "read-only");

    [Theory]
    [InlineData("""{"op":"remove","path":"userName"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"userName","value":""}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"userName","value":null}""", "invalidValue")]
    [InlineData("""{"op":"replace","value":{"userName":" "}}""", "invalidValue")]
    public void Scim_M11_Apply_RequiredRemoved_IsRefused(string operation, string scimType) =>
        Given.User().Patch($"[{operation}]").ShouldBeRefused(400, scimType, "userName");

    [Theory]
    [InlineData("""{"op":"replace","path":"colour","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"remove","path":"name.colour"}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"emails[type eq work].value","value":"x"}""", "invalidFilter")]
    [InlineData("""{"op":"add","value":"x"}""", "invalidValue")]
    [InlineData("""{"op":"replace","value":[]}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"title","value":5}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"name","value":"Ann"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"active","value":"maybe"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":5}]}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":"x"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"emails[type ne \"work\"].value","value":"x"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\" or type eq \"home\"].value","value":"x"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\" and type eq \"home\"].value","value":"x"}""", "noTarget")]
    public void Apply_Fault_IsRefusedNamingTheOperation(string operation, string scimType) =>
        Given.User().Patch($$"""[{"op":"add","path":"title","value":"x"},{{operation}}]""").ShouldBeRefused(400, scimType, "Operation 2: ");

    [Theory]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"c@x","primary":true}]}""", "c@x")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"b@x","primary":true}]}""", "b@x")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"b@x\"].primary","value":true}""", "b@x")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"b@x\"]","value":{"value":"b@x","primary":true}}""", "b@x")]
    [InlineData("""{"op":"replace","path":"emails","value":[{"value":"d@x","primary":true},{"value":"e@x","primary":true}]}""", "d@x")]
    [InlineData("""{"op":"add","path":"emails","value":[{"value":"c@x"}]}""", "a@x")]
    [InlineData("""{"op":"replace","path":"emails[value eq \"b@x\"].display","value":"b"}""", "a@x")]
    public void Scim_M8_Apply_PrimarySet_ClearsTheOthers(string operation, string primary)
    {
        var user = Given.User(""" "userName":"a","emails":[{"value":"a@x","primary":true},{"value":"b@x"}] """);

        var emails = user.Patch($"[{operation}]").Value.Resource.Attributes["emails"]!.AsArray();

        emails.Where(email => email!["primary"]?.GetValue<bool>() == true).Select(email => email!["value"]!.GetValue<string>()).ShouldBe([primary]);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"title","value":"x"}""")]
    [InlineData("""{"op":"replace","path":"title","value":"x"}""")]
    [InlineData("""{"op":"replace","path":"active","value":"True"}""")]
    [InlineData("""{"op":"add","path":"emails","value":[{"type":"work","value":"a@x"}]}""")]
    [InlineData("""{"op":"replace","path":"emails","value":[{"primary":true,"type":"work","value":"a@x"}]}""")]
    [InlineData("""{"op":"replace","path":"emails[type eq \"work\"].value","value":"a@x"}""")]
    [InlineData("""{"op":"replace","path":"name","value":{"givenName":"g"}}""")]
    [InlineData("""{"op":"remove","path":"nickName"}""")]
    [InlineData("""{"op":"remove","path":"emails[type eq \"home\"]"}""")]
    [InlineData("""{"op":"replace","value":{"title":"x","userName":"a"}}""")]
    [InlineData("""{"op":"replace","path":"title","value":"y"},{"op":"replace","path":"title","value":"x"}""")]
    [InlineData("""{"op":"replace","path":"password","value":"secret"}""")]
    public void Scim_M9_Apply_NothingNew_IsNoChange(string operations)
    {
        var user = Given.User(""" "userName":"a","title":"x","active":true,"name":{"givenName":"g"},"emails":[{"value":"a@x","type":"work","primary":true}] """);

        var outcome = user.Patch($"[{operations}]").Value;

        outcome.Changed.ShouldBeFalse();
        outcome.Resource.ShouldBeSameAs(user);
    }

    [Fact]
    public void Scim_M9_Apply_LaterOperationRefused_LeavesTheResourceAlone()
    {
        var user = Given.User(""" "userName":"a","emails":[{"value":"a@x"}] """);
        string before = user.ToJson();

        user.Patch("""[{"op":"replace","path":"emails[value eq \"a@x\"].value","value":"b@x"},{"op":"remove","path":"userName"}]""").IsOk.ShouldBeFalse();

        user.ToJson().ShouldBe(before);
    }

    [Fact]
    public void Scim_M10_Apply_StrictReplaceOfUnmatchedFilter_IsNoTarget()
    {
        const string operations = """[{"op":"replace","path":"emails[type eq \"work\"].value","value":"x"}]""";

        Given.User().Patch(operations, Leniency.Strict).ShouldBeRefused(400, "noTarget");
    }

    [Fact]
    public void Apply_Result_IsInSchemaOrder() =>
        Given.User().Patch($$"""[{"op":"add","value":{"{{Given.Enterprise}}":{"department":"d","costCenter":"c"},"title":"t","externalId":"e","name":{"givenName":"g","formatted":"f"} } }]""")
            .Value.Resource.ToJson().ShouldBe(
                $$$"""{"externalId":"e","userName":"ann","name":{"formatted":"f","givenName":"g"},"title":"t","{{{Given.Enterprise}}}":{"costCenter":"c","department":"d"}}""");

    [Theory]
    [InlineData("""{"op":"remove","path":"active"}""")]
    [InlineData("""{"op":"replace","path":"active","value":null}""")]
    [InlineData("""{"op":"replace","value":{"active":""}}""")]
    public void Apply_ActiveCleared_DoesNotLetADeactivatedUserBackIn(string operation) =>
        Given.User(""" "userName":"a","active":false """).Patch($"[{operation}]").Value.Resource.Active.ShouldBeFalse();

    [Fact]
    public void Apply_MoreValuesThanAllowed_IsRefused()
    {
        string values = string.Join(',', Enumerable.Range(0, ScimLimits.MaxValues).Select(i => $$"""{"value":"r{{i}}"}"""));

        Given.User().Patch($$"""[{"op":"add","path":"roles","value":[{{values}}]},{"op":"add","path":"roles","value":[{"value":"one more"}]}]""")
            .ShouldBeRefused(400, "invalidValue", "500");
    }

    [Fact]
    public void Apply_MoreChangesThanAllowed_Is413NamingTheLimit()
    {
        string operations = string.Join(',', Enumerable.Repeat("""{"op":"remove","path":"title"}""", ScimLimits.MaxAttributeChanges + 1));

        Given.User().Patch($"[{operations}]").ShouldBeRefused(413, null, "at most 200 times");
    }

    /// <summary>What a change makes equal is one value from then on, also for the changes behind it in the same request.</summary>
    [Theory]
    [InlineData("""{"op":"add","path":"emails","value":{"value":"a@x","display":"D"}}""", """[{"value":"a@x","type":"work","display":"D"}]""")]
    [InlineData("""{"op":"replace","path":"emails.primary","value":true}""", """[{"value":"a@x","type":"work","primary":true}]""")]
    [InlineData("""{"op":"replace","path":"emails.display","value":"D"}""", """[{"value":"a@x","type":"work","display":"D"}]""")]
    public void Apply_ValuesMadeEqual_AreOneForTheNextOperation(string next, string expected) =>
        Given.User(""" "userName":"a","emails":[{"value":"a@x","type":"work"},{"value":"a@x","type":"home"}] """)
            .Patch($$"""[{"op":"replace","path":"emails.type","value":"work"},{{next}}]""")
            .Value.Resource.Attributes["emails"].ShouldBeJson(expected);

    [Theory]
    [InlineData("""{"op":"add","value":{"colour":"x"}}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"name","value":{"colour":"x"}}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User","value":{"colour":"x"}}""", "invalidPath")]
    [InlineData("""{"op":"add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"m"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"active","value":"False"}""", "invalidValue")]
    [InlineData("""{"op":"add","path":"emails[type eq \"work\"]","value":{"value":"x"}}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails.value","value":"x"}""", "noTarget")]
    public void Apply_Strict_RefusesWhatProvidersAreForgiven(string operation, string scimType) =>
        Given.User().Patch($"[{operation}]", Leniency.Strict).ShouldBeRefused(400, scimType);
}
