using EdgeGuard.Scim.Tests.Hosting;
using static EdgeGuard.Scim.Tests.Providers.Entra;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Entra ID: connection test, creation and look-ups of users (SCIM section 3, E1 to E6, E17, E29, E31, E32, E34).</summary>
public sealed class EntraUserTests
{
    [Theory]
    [InlineData("userName")]
    [InlineData("externalId")]
    public async Task E1_ConnectionTest_FilterOnSomethingRandom_IsAnEmptyList(string attribute)
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        await entra.UserAsync("ann");

        var answer = await entra.FilterAsync("Users", $"{attribute} eq \"{Guid.NewGuid()}\"");

        answer.Lists();
        answer.At("Resources")!.AsArray().ShouldBeEmpty();
        answer.ContentType.ShouldBe("application/scim+json");
    }

    [Fact]
    public async Task E2_PostWithMetaAndEmptyRoles_IsCreatedAndEchoed()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);

        var made = (await entra.PostAsync("Users", User("test.user@contoso.com", "0a21f0f2-8d2a"))).Is(201);

        made.Headers.Location!.ToString().ShouldBe(made.Text("meta/location"));
        made.Text("id").ShouldNotBeNullOrEmpty();
        made.Text("meta/resourceType").ShouldBe("User");
        made.Text("userName").ShouldBe("test.user@contoso.com");
        made.Text("externalId").ShouldBe("0a21f0f2-8d2a");
        made.Flag("active").ShouldBeTrue();
        made.Shows("emails", """[{"value":"test.user@contoso.com","type":"work","primary":true}]""")
            .Shows("name", """{"formatted":"givenName familyName","familyName":"familyName","givenName":"givenName"}""")
            .Shows("roles", null);
        (await entra.IsActiveAsync(made.Text("id"))).ShouldBeTrue();
    }

    [Fact]
    public async Task E3_PostWithNulls_IsAsIfTheyWereAbsent()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);

        var made = await entra.PostAsync(
            "Users",
            $$"""
            {"schemas":["{{ScimClient.UserSchema}}","{{Enterprise}}"],"userName":"ann","externalId":null,"active":true,"displayName":null,"title":null,
             "emails":null,"name":{"givenName":"Ann","familyName":null},"addresses":[{"type":"work","locality":null}],"{{Enterprise}}":{"department":null,"manager":null} }
            """);

        made.Is(201).Shows("name", """{"givenName":"Ann"}""");
        foreach (var member in new[] { "externalId", "displayName", "title", "emails", Enterprise })
            made.Json.ContainsKey(member).ShouldBeFalse(member);
    }

    [Fact]
    public async Task E4_FilterExternalId_FindsTheUser()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = (await entra.PostAsync("Users", User("ann", "0a21f0f2-8d2a"))).Text("id");
        await entra.PostAsync("Users", User("bob", "0a21f0f2-8d2b"));

        (await entra.FilterAsync("Users", "externalId eq \"0a21f0f2-8d2a\"")).Lists(ann);
    }

    [Fact]
    public async Task E5_FilterWorkEmail_FindsTheUserAndNotAnothersHomeAddress()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = (await entra.PostAsync("Users", User("ann@contoso.com", "1"))).Text("id");
        await entra.UserAsync("bob", ""","emails":[{"type":"home","value":"ann@contoso.com"},{"type":"work","value":"bob@contoso.com"}]""");

        (await entra.FilterAsync("Users", "emails[type eq \"work\"].value eq \"ann@contoso.com\"")).Lists(ann);
    }

    [Fact]
    public async Task E6_FilterUserNameInOtherCase_FindsTheUser()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = (await entra.PostAsync("Users", User("Ann.Lee@Contoso.com", "1"))).Text("id");

        (await entra.FilterAsync("Users", "userName eq \"ann.LEE@contoso.COM\"")).Lists(ann).Text("Resources/0/userName").ShouldBe("Ann.Lee@Contoso.com");
    }

    [Fact]
    public async Task E17_DisabledUser_IsStillReturned()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = await entra.UserAsync("ann");
        await entra.PatchAsync("Users/" + ann, """{"op":"Replace","path":"active","value":"False"}""");

        (await entra.GetAsync("Users/" + ann)).Is(200).Flag("active").ShouldBeFalse();
        (await entra.FilterAsync("Users", "userName eq \"ann\"")).Lists(ann).Flag("Resources/0/active").ShouldBeFalse();
        (await entra.DeleteAsync("Users/" + ann)).Is(204);
        (await entra.GetAsync("Users/" + ann)).IsError(404, null);
        (await entra.FilterAsync("Users", "userName eq \"ann\"")).Lists();
    }

    [Fact]
    public async Task E29_TenantUrlCarriesTheFlag_EveryRequestIgnoresIt()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.EntraFlagged);

        var ann = (await entra.PostAsync("Users", User("ann", "1"))).Is(201);
        var user = "Users/" + ann.Text("id");
        var group = "Groups/" + await entra.GroupAsync("Team");

        (await entra.FilterAsync("Users", "userName eq \"ann\"")).Lists(ann.Text("id"));
        (await entra.GetAsync(user)).Is(200);
        (await entra.PutAsync(user, User("ann", "1"))).Is(200);
        (await entra.PatchAsync(user, """{"op":"replace","path":"title","value":"x"}""")).Is(200);
        (await entra.PatchAsync(group, $$"""{"op":"add","path":"members","value":[{"value":"{{ann.Text("id")}}"}]}""")).Is(204);
        (await entra.GetAsync(group + "?excludedAttributes=members")).Is(200).Json.ContainsKey("members").ShouldBeFalse();
        (await entra.GetAsync("ServiceProviderConfig")).Is(200);
        (await entra.DeleteAsync(user)).Is(204);
    }

    [Fact]
    public async Task E31_DeleteAfterSoftDelete_TheUserIsGoneFromEverywhere()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = await entra.UserAsync("ann");
        var bob = await entra.UserAsync("bob");
        var group = await entra.GroupAsync("Team", ann, bob);
        await entra.RevokesAsync(ann, () => entra.PatchAsync("Users/" + ann, """{"op":"Replace","path":"active","value":"False"}"""));
        entra.Server.Time.Advance(TimeSpan.FromDays(30));

        var (deleted, entries) = await entra.LoggedAsync(() => entra.DeleteAsync("Users/" + ann));

        deleted.Is(204);
        entries.ShouldHaveSingleItem().Fenced.ShouldBeTrue();
        (await entra.GetAsync("Users/" + ann)).IsError(404, null);
        (await entra.DeleteAsync("Users/" + ann)).IsError(404, null);
        (await entra.MembersAsync(group)).ShouldBe([bob]);
    }

    [Fact]
    public async Task E32_CreatedAgainAfterTheDeletion_IsANewUserOfThatName()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var before = (await entra.PostAsync("Users", User("ann", "1"))).Text("id");
        await entra.DeleteAsync("Users/" + before);

        var again = await entra.PostAsync("Users", User("ANN", "1"));

        again.Is(201).Text("id").ShouldNotBe(before);
        (await entra.FilterAsync("Users", "userName eq \"ann\"")).Lists(again.Text("id"));
        (await entra.IsActiveAsync(again.Text("id"))).ShouldBeTrue();
    }

    [Fact]
    public async Task E34_PhoneAndMixedCase_ComeBackAsSent()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);

        var made = await entra.UserAsync(
            "MixedCase.User@Contoso.COM", ""","displayName":"McDONALD, Ánn","phoneNumbers":[{"type":"work","value":"55555555555"}]""");

        var shown = (await entra.GetAsync("Users/" + made)).Is(200);
        shown.Text("userName").ShouldBe("MixedCase.User@Contoso.COM");
        shown.Text("displayName").ShouldBe("McDONALD, Ánn");
        shown.Shows("phoneNumbers", """[{"value":"55555555555","type":"work"}]""");
    }
}
