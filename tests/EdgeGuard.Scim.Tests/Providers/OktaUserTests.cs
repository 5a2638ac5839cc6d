using System.Text.Json.Nodes;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;
using static EdgeGuard.Scim.Tests.Providers.Okta;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Okta: import, assignment, profile push, deactivation (SCIM section 3, K1 to K9 and K16 to K18).</summary>
public sealed class OktaUserTests
{
    [Fact]
    public async Task K1_Import_AnswersIntegersInStableOrder()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ids = await okta.Server.FillAsync("idp-1", 5);

        var first = (await okta.GetAsync("Users?startIndex=1&count=100")).Lists([.. ids]);
        var second = await okta.GetAsync("Users?startIndex=1&count=100");

        foreach (var member in new[] { "totalResults", "startIndex", "itemsPerPage" })
            first.At(member)!.GetValueKind().ShouldBe(System.Text.Json.JsonValueKind.Number);
        first.At("itemsPerPage")!.GetValue<int>().ShouldBe(5);
        second.Text.ShouldBe(first.Text);
    }

    [Fact]
    public async Task K2_Assignment_IsCreatedWithoutGroupsAndPassword()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        (await okta.FilterAsync("Users", "userName eq \"test.user@okta.local\"", "startIndex=1&count=100&")).Lists();

        var made = (await okta.PostAsync("Users", User("test.user@okta.local", "00ujl29u0le5T6Aj10h7"))).Is(201);

        made.Json.ContainsKey("groups").ShouldBeFalse();
        made.Text.ShouldNotContain("password");
        made.Text.ShouldNotContain("1mz050nq");
        made.Shows("locale", "\"en-US\"").Shows("externalId", "\"00ujl29u0le5T6Aj10h7\"").Shows("displayName", "\"Test User\"");
        (await okta.GetAsync("Users/" + made.Text("id"))).Text.ShouldBe(made.Text);
    }

    [Fact]
    public async Task K3_SecondPost_Is409()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        await okta.PostAsync("Users", User("ann@okta.local", "00u1"));

        (await okta.PublishesNothingAsync(() => okta.PostAsync("Users", User("ann@okta.local", "00u1")))).IsError(409, "uniqueness");
    }

    [Fact]
    public async Task K4_SecondPostInOtherCase_Is409()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        await okta.PostAsync("Users", User("ann@okta.local", "00u1"));

        (await okta.PublishesNothingAsync(() => okta.PostAsync("Users", User("Ann@OKTA.local", "00u2")))).IsError(409, "uniqueness");
    }

    [Fact]
    public async Task R39_TenPostsAtTheSameTime_OneWins()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => okta.PostAsync("Users", User(i % 2 == 0 ? "ann" : "ANN", $"00u{i}"))));

        var winner = answers.Where(answer => answer.StatusNumber == 201).ShouldHaveSingleItem();
        foreach (var loser in answers.Where(answer => !ReferenceEquals(answer, winner)))
            loser.IsError(409, "uniqueness");
        (await okta.GetAsync("Users")).Lists(winner.Text("id"));
        (await okta.Log.StateAsync()).Rows.OfType<Change.UserPut>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task K5_CatalogueApp_PathlessActiveFalse_Deactivates()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");

        (await okta.RevokesAsync(ann, () => okta.PatchAsync("Users/" + ann, SetActive(false)))).Is(200).Flag("active").ShouldBeFalse();

        (await okta.GetAsync("Users/" + ann)).Flag("active").ShouldBeFalse();
        (await okta.PublishesNothingAsync(() => okta.PatchAsync("Users/" + ann, SetActive(false)))).Is(200);
    }

    [Fact]
    public async Task K6_WizardApp_PutWithActiveFalse_Deactivates()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");
        (await okta.GetAsync("Users/" + ann)).Is(200);

        (await okta.RevokesAsync(ann, () => okta.PutAsync("Users/" + ann, User("ann", "00u1", active: false)))).Is(200).Flag("active").ShouldBeFalse();
    }

    [Fact]
    public async Task K7_ActiveTrueLater_TheSameUserIsBack()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");
        await okta.PatchAsync("Users/" + ann, SetActive(false));
        (await okta.FilterAsync("Users", "userName eq \"ann\"", "startIndex=1&count=100&")).Lists(ann).Flag("Resources/0/active").ShouldBeFalse();

        var back = await okta.PutAsync("Users/" + ann, User("ann", "00u1"));

        back.Is(200).Text("id").ShouldBe(ann);
        back.Flag("active").ShouldBeTrue();
        (await okta.IsActiveAsync(ann)).ShouldBeTrue();
    }

    [Fact]
    public async Task K8_PutOfTheChangedProfile_ClearsWhatItLeavesOut()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1", more: ""","title":"Boss","nickName":"A" """))).Text("id");

        var put = await okta.PutAsync("Users/" + ann, User("ann", "00u1", more: ""","title":"Chief" """));

        put.Is(200).Shows("title", "\"Chief\"").Shows("nickName", null);
        (await okta.PublishesNothingAsync(() => okta.PutAsync("Users/" + ann, User("ann", "00u1", more: ""","title":"Chief" """)))).Text.ShouldBe(put.Text);
    }

    [Fact]
    public async Task K9_EmptyTextsAndLists_ClearWithoutError()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1", more: ""","title":"Boss","phoneNumbers":[{"type":"work","value":"1"}]"""))).Text("id");

        var put = await okta.PutAsync(
            "Users/" + ann,
            User("ann", "00u1", more: ""","title":"","nickName":"","phoneNumbers":[],"addresses":[{"type":"work","locality":"","region":""}],"roles":[] """));

        put.Is(200).Shows("title", null).Shows("nickName", null).Shows("phoneNumbers", null).Shows("roles", null);
    }

    [Fact]
    public async Task K16_JsonContentType_IsTaken()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta with { ContentType = "application/json; charset=utf-8", Accept = "*/*" });

        (await okta.PostAsync("Users", User("ann", "00u1"))).Is(201).ContentType.ShouldBe("application/scim+json");
    }

    [Fact]
    public async Task K17_BadToken_Is401InTheProtocolsForm()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);

        var answer = await okta.SendAsync(HttpMethod.Get, "Users?startIndex=1&count=100", null, token: "egscim_wrong");

        answer.IsError(401, null).Headers.WwwAuthenticate.ToString().ShouldStartWith("Bearer");
    }

    [Fact]
    public async Task K18_PagesOfAnImport_ShowEachUserOnce()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ids = await okta.Server.FillAsync("idp-1", 250);
        var seen = new List<string>();

        for (var start = 1; start <= 250; start += 100)
        {
            var page = await okta.GetAsync($"Users?startIndex={start}&count=100");
            page.Is(200).At("totalResults")!.GetValue<int>().ShouldBe(250);
            page.At("startIndex")!.GetValue<int>().ShouldBe(start);
            seen.AddRange(((JsonArray)page.At("Resources")!).Select(user => user!["id"]!.GetValue<string>()));
        }

        seen.ShouldBe(ids);
    }
}
