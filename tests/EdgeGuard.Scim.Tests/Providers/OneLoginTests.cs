using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>OneLogin: bodies from an administrator's own template, groups made empty (SCIM section 3, L1 to L4).</summary>
public sealed class OneLoginTests
{
    [Fact]
    public async Task L1_GroupMadeEmptyThenLowerCaseAdd_HasItsMember()
    {
        await using var oneLogin = await ProviderScene.StartAsync(Dialect.OneLogin);
        var ann = await oneLogin.UserAsync("ann");
        (await oneLogin.FilterAsync("Groups", "displayName eq \"Team\"")).Lists();
        var group = (await oneLogin.PostAsync("Groups", $$"""{"schemas":["{{ScimClient.GroupSchema}}"],"displayName":"Team"}""")).Is(201).Text("id");

        (await oneLogin.PatchAsync("Groups/" + group, $$"""{"op":"add","path":"members","value":[{"value":"{{ann}}"}]}""")).Is(204);

        (await oneLogin.MembersAsync(group)).ShouldBe([ann]);
    }

    [Theory]
    [InlineData("""["urn:scim:schemas:core:1.0"]""")]
    [InlineData("""["urn:scim:schemas:core:1.0","urn:scim:schemas:extension:enterprise:1.0"]""")]
    [InlineData("""["urn:ietf:params:scim:schemas:core:2.0:User","urn:scim:schemas:core:1.0"]""")]
    public async Task L2_TemplateWithTheSchemaOfScim1_IsTakenForACoreUser(string schemas)
    {
        await using var oneLogin = await ProviderScene.StartAsync(Dialect.OneLogin);

        var made = await oneLogin.PostAsync(
            "Users",
            $$"""
            {"schemas":{{schemas}},"userName":"ann@example.com","externalId":"1234567","active":true,"title":"","department":"Sales","custom_1":{"x":[1]},
             "name":{"givenName":"Ann","familyName":"","middleName":null},"emails":{"value":"ann@example.com","type":"work","primary":true},
             "phoneNumbers":[{"value":"1","type":"work","primary":true},{"value":"2","type":"mobile","primary":true}]}
            """);

        made.Is(201).Shows("schemas", $"[\"{ScimClient.UserSchema}\"]").Shows("name", """{"givenName":"Ann"}""").Shows("title", null)
            .Shows("emails", """[{"value":"ann@example.com","type":"work","primary":true}]""")
            .Shows("phoneNumbers", """[{"value":"1","type":"work","primary":true},{"value":"2","type":"mobile","primary":false}]""");
    }

    [Theory]
    [InlineData(""" "schemas":"urn:scim:schemas:core:1.0","userName":"ann" """)]
    [InlineData(""" "userName":"ann" """)]
    [InlineData(""" "schemas":[],"userName":"ann" """)]
    [InlineData(""" "schemas":["urn:scim:schemas:core:1.0"],"userName":"" """)]
    [InlineData(""" "schemas":["urn:scim:schemas:core:1.0"],"userName":{"value":"ann"} """)]
    [InlineData(""" "schemas":["urn:scim:schemas:core:1.0"],"userName":"ann","emails":[["x"]] """)]
    [InlineData(""" "schemas":["urn:scim:schemas:core:1.0"],"userName":"ann","active":"{active}" """)]
    public async Task L2_TemplateWithAMistake_Is400ThatSaysWhich(string members)
    {
        await using var oneLogin = await ProviderScene.StartAsync(Dialect.OneLogin);

        (await oneLogin.PostAsync("Users", "{" + members + "}")).IsError(400, "invalidValue");
    }

    [Fact]
    public async Task L3_PathlessAddOfMembers_AddsThem()
    {
        await using var oneLogin = await ProviderScene.StartAsync(Dialect.OneLogin);
        var (ann, bob) = (await oneLogin.UserAsync("ann"), await oneLogin.UserAsync("bob"));
        var group = await oneLogin.GroupAsync("Team", ann);

        (await oneLogin.PatchAsync("Groups/" + group, $$$"""{"op":"add","value":{"members":[{"value":"{{{bob}}}"}]}}""")).Is(204);
        (await oneLogin.MembersAsync(group)).ShouldBe([ann, bob], ignoreOrder: true);
        (await oneLogin.PatchAsync("Groups/" + group, $$"""{"op":"remove","path":"members[value eq \"{{ann}}\"]"}""")).Is(204);

        (await oneLogin.MembersAsync(group)).ShouldBe([bob]);
    }

    [Fact]
    public async Task L4_SuspendByPut_RevokesAndLaterPutBringsBack()
    {
        await using var oneLogin = await ProviderScene.StartAsync(Dialect.OneLogin);
        var ann = await oneLogin.UserAsync("ann");

        (await oneLogin.RevokesAsync(ann, () => oneLogin.PutAsync("Users/" + ann, ScimClient.User("ann", ""","active":false""")))).Is(200).Flag("active").ShouldBeFalse();
        (await oneLogin.PutAsync("Users/" + ann, ScimClient.User("ann", ""","active":true"""))).Is(200).Text("id").ShouldBe(ann);

        (await oneLogin.IsActiveAsync(ann)).ShouldBeTrue();
    }
}
