using EdgeGuard.Scim.Tests.Hosting;
using static EdgeGuard.Scim.Tests.Providers.Entra;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Entra ID: changes of users (SCIM section 3, E7 to E16, E28, E33, E35 to E37 and the odd attribute).</summary>
public sealed class EntraPatchTests : IAsyncLifetime
{
    private ProviderScene _entra = null!; // made before each test
    private string _id = "";

    private string Ann => "Users/" + _id;

    public async ValueTask InitializeAsync()
    {
        _entra = await ProviderScene.StartAsync(Dialect.Entra);
        _id = (await _entra.PostAsync("Users", User("ann@contoso.com", "0a21f0f2"))).Is(201).Text("id");
    }

    [Theory]
    [InlineData("\"False\"")]
    [InlineData("\"false\"")]
    [InlineData("""[{"$ref":null,"value":"False"}]""")]
    public async Task E7_ReplaceActiveWithFalseAsText_RevokesTheUser(string value)
    {
        var answer = await _entra.RevokesAsync(_id, () => _entra.PatchAsync(Ann, $$"""{"op":"Replace","path":"active","value":{{value}}}"""));

        answer.Is(200).Flag("active").ShouldBeFalse();
        (await _entra.GetAsync(Ann)).Flag("active").ShouldBeFalse();
        (await _entra.PublishesNothingAsync(() => _entra.PatchAsync(Ann, $$"""{"op":"Replace","path":"active","value":{{value}}}"""))).Is(200);
    }

    [Fact]
    public async Task E7_AddActiveWithFalseAsText_RevokesTheUser() =>
        (await _entra.RevokesAsync(_id, () => _entra.PatchAsync(Ann, """{"op":"Add","path":"active","value":"False"}"""))).Is(200);

    [Fact]
    public async Task E8_ReplaceActiveWithTrueAsText_BringsTheUserBack()
    {
        await _entra.PatchAsync(Ann, """{"op":"Replace","path":"active","value":"False"}""");

        var answer = await _entra.PatchAsync(Ann, """{"op":"Replace","path":"active","value":"True"}""");

        answer.Is(200).Flag("active").ShouldBeTrue();
        (await _entra.IsActiveAsync(_id)).ShouldBeTrue();
        (await _entra.PublishesNothingAsync(() => _entra.PatchAsync(Ann, """{"op":"Replace","path":"active","value":"True"}"""))).Is(200);
    }

    [Fact]
    public async Task E9_FlaggedJob_LowerCaseOpAndBoolean_DoesTheSame()
    {
        await using var flagged = await ProviderScene.StartAsync(Dialect.EntraFlagged);
        var user = await flagged.UserAsync("bob");

        (await flagged.RevokesAsync(user, () => flagged.PatchAsync("Users/" + user, """{"op":"replace","path":"active","value":false}""")))
            .Is(200).Flag("active").ShouldBeFalse();
        (await flagged.PatchAsync("Users/" + user, """{"op":"replace","path":"active","value":true}""")).Is(200).Flag("active").ShouldBeTrue();
    }

    [Fact]
    public async Task E10_ReplaceWorkEmail_ChangesThatElementOnly()
    {
        await _entra.PatchAsync(Ann, """{"op":"Add","path":"emails[type eq \"home\"].value","value":"home@contoso.com"}""");

        var answer = await _entra.PatchAsync(Ann, """{"op":"Replace","path":"emails[type eq \"work\"].value","value":"updated@contoso.com"}""");

        answer.Is(200).Shows("emails", """[{"value":"updated@contoso.com","type":"work","primary":true},{"value":"home@contoso.com","type":"home"}]""");
    }

    [Fact]
    public async Task E11_AddToAnElementThatIsNotThere_MakesItNeverPrimary() =>
        (await _entra.PatchAsync(
            Ann,
            """
            {"op":"Add","path":"phoneNumbers[type eq \"mobile\"].value","value":"55555555555"},
            {"op":"Add","path":"addresses[type eq \"work\"].streetAddress","value":"1 Way"},
            {"op":"Add","path":"addresses[type eq \"work\"].locality","value":"Oslo"}
            """)).Is(200)
        .Shows("phoneNumbers", """[{"value":"55555555555","type":"mobile"}]""")
        .Shows("addresses", """[{"streetAddress":"1 Way","locality":"Oslo","type":"work"}]""");

    [Fact]
    public async Task E12_ReplaceAnElementThatIsNotThere_MakesItNeverPrimary() =>
        (await _entra.PatchAsync(Ann, """{"op":"Replace","path":"phoneNumbers[type eq \"work\"].value","value":"1"}""")).Is(200)
        .Shows("phoneNumbers", """[{"value":"1","type":"work"}]""");

    [Fact]
    public async Task E37_UnmatchedBesideOthers_AllOperationsApply() =>
        (await _entra.PatchAsync(
            Ann,
            """
            {"op":"Replace","path":"displayName","value":"Ann L."},
            {"op":"Replace","path":"emails[type eq \"other\"].value","value":"other@contoso.com"},
            {"op":"Replace","path":"title","value":"Boss"}
            """)).Is(200)
        .Shows("displayName", "\"Ann L.\"")
        .Shows("title", "\"Boss\"")
        .Shows("emails", """[{"value":"ann@contoso.com","type":"work","primary":true},{"value":"other@contoso.com","type":"other"}]""");

    [Fact]
    public async Task E13_FlaggedPathlessReplace_KeysAreResolvedAsPaths()
    {
        var answer = await _entra.PatchAsync(
            Ann,
            $$$"""
            {"op":"replace","value":{"displayName":"Bjfe","name.givenName":"Kkom","name.familyName":"Unua",
              "emails[type eq \"work\"].value":"w@contoso.com","{{{Enterprise}}}:employeeNumber":"701984"}}
            """);

        answer.Is(200).Shows("displayName", "\"Bjfe\"")
            .Shows("name", """{"formatted":"givenName familyName","familyName":"Unua","givenName":"Kkom"}""")
            .Shows("emails", """[{"value":"w@contoso.com","type":"work","primary":true}]""")
            .Shows(Enterprise, """{"employeeNumber":"701984"}""")
            .Shows("name.givenName", null);
    }

    [Fact]
    public async Task E14_AddUnderAUrnPath_SetsTheDepartment() =>
        (await _entra.PatchAsync(Ann, $$"""{"op":"Add","path":"{{Enterprise}}:department","value":"Sales"}""")).Is(200)
        .Shows(Enterprise, """{"department":"Sales"}""");

    [Theory]
    [InlineData("\"m1\"")]
    [InlineData("""[{"$ref":null,"value":"m1"}]""")]
    [InlineData("""{"value":"m1"}""")]
    public async Task E15_ManagerAsABareText_SetsItsValue(string value) =>
        (await _entra.PatchAsync(Ann, $$"""{"op":"Add","path":"{{Enterprise}}:manager","value":{{value}}}""")).Is(200)
        .Shows(Enterprise, """{"manager":{"value":"m1"}}""");

    [Fact]
    public async Task E16_RemoveManager_ClearsOnlyTheManager()
    {
        await _entra.PatchAsync(
            Ann, $$"""{"op":"Add","path":"{{Enterprise}}:manager","value":"m1"},{"op":"Add","path":"{{Enterprise}}:department","value":"Sales"}""");

        (await _entra.PatchAsync(Ann, $$"""{"op":"Remove","path":"{{Enterprise}}:manager"}""")).Is(200)
            .Shows(Enterprise, """{"department":"Sales"}""")
            .Text("userName").ShouldBe("ann@contoso.com");
    }

    [Fact]
    public async Task E28_FilterIdAndManager_FindsOneOrNone()
    {
        await _entra.PatchAsync(Ann, $$"""{"op":"Add","path":"{{Enterprise}}:manager","value":"m1"}""");

        (await _entra.FilterAsync("Users", $"id eq \"{_id}\" and manager eq \"m1\"", "attributes=id&")).Lists(_id);
        (await _entra.FilterAsync("Users", $"id eq \"{_id}\" and manager eq \"m2\"", "attributes=id&")).Lists();
        (await _entra.FilterAsync("Users", $"id eq \"{_id}\" and {Enterprise}:manager eq \"m1\"", "attributes=id&")).Lists(_id);
    }

    [Fact]
    public async Task E33_RemoveAddReplaceOfOneAttribute_InOrderAndAllOrNone()
    {
        const string Operations =
            """
            {"op":"Remove","path":"displayName"},{"op":"Add","path":"displayName","value":"first"},{"op":"Replace","path":"displayName","value":"last"}
            """;
        (await _entra.PatchAsync(Ann, Operations)).Is(200).Shows("displayName", "\"last\"");

        (await _entra.PublishesNothingAsync(() => _entra.PatchAsync(
            Ann, """{"op":"Replace","path":"displayName","value":"lost"},{"op":"Remove","path":"userName"}"""))).IsError(400, "mutability");

        (await _entra.GetAsync(Ann)).Shows("displayName", "\"last\"");
    }

    [Theory]
    [InlineData("roles[primary eq \\\"True\\\"].value")]
    [InlineData("roles[primary eq true].value")]
    public async Task E35_AppRole_IsStored(string path)
    {
        (await _entra.PatchAsync(Ann, $$"""{"op":"Add","path":"{{path}}","value":"Editor"}""")).Is(200)
            .Shows("roles", """[{"value":"Editor","primary":true}]""");
        (await _entra.PatchAsync(Ann, $$"""{"op":"Replace","path":"{{path}}","value":"Viewer"}""")).Is(200)
            .Shows("roles", """[{"value":"Viewer","primary":true}]""");
        (await _entra.FilterAsync("Users", "roles.value eq \"viewer\"")).Lists(_id);
    }

    [Fact]
    public async Task E36_NamesInCapitals_AreTheSameNames() =>
        (await _entra.PatchAsync(
            Ann,
            """
            {"op":"Replace","path":"emails[type eq \"work\"].Value","value":"w@contoso.com"},{"op":"Replace","path":"DISPLAYNAME","value":"Ann"},
            {"op":"Add","path":"Name.GivenName","value":"G"}
            """)).Is(200)
        .Shows("emails", """[{"value":"w@contoso.com","type":"work","primary":true}]""")
        .Shows("displayName", "\"Ann\"")
        .Text("name/givenName").ShouldBe("G");

    [Fact]
    public async Task Cycle_OneOddAttribute_DoesNotFailTheRequest()
    {
        const string Custom = "urn:ietf:params:scim:schemas:extension:CustomExtensionName:2.0:User";

        (await _entra.PostAsync(
            "Users", $$$"""{"schemas":["{{{ScimClient.UserSchema}}}","{{{Custom}}}"],"userName":"bob","active":true,"{{{Custom}}}":{"tag":"x"},"odd":1}""")).Is(201);
        (await _entra.PatchAsync(Ann, $$"""{"op":"Add","path":"{{Custom}}:tag","value":"x"},{"op":"Replace","path":"title","value":"Boss"}""")).Is(200)
            .Shows("title", "\"Boss\"");
    }

    [Fact]
    public async Task Cycle_WhatIsRefused_SaysWhereAndWhy()
    {
        (await _entra.PatchAsync(Ann, """{"op":"Replace","path":"title","value":"x"},{"op":"Replace","path":"active","value":"maybe"}"""))
            .IsError(400, "invalidValue").Text("detail").ShouldBe("Operation 2: active must be a boolean.");
        (await _entra.PatchAsync(Ann, """{"op":"Replace","path":"colour","value":"x"}"""))
            .IsError(400, "invalidPath").Text("detail").ShouldContain("Operation 1");
        (await _entra.PostAsync("Users", User("ANN@contoso.com", "2"))).IsError(409, "uniqueness").Text("detail").ShouldContain("userName");
    }

    public async ValueTask DisposeAsync() => await _entra.DisposeAsync();
}
