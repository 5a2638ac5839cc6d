using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;
using static EdgeGuard.Scim.Tests.Providers.Okta;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Okta: push groups (SCIM section 3, K10 to K15).</summary>
public sealed class OktaGroupTests
{
    [Fact]
    public async Task K10_PathlessRenameWithId_KeepsTheMembers()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = await okta.UserAsync("ann");
        var group = await okta.GroupAsync("Team", ann);

        (await okta.PublishesNothingAsync(() => okta.PatchAsync("Groups/" + group, Rename(group, "Team")))).Is(204);
        (await okta.PatchAsync("Groups/" + group, Rename(group, "Team B"))).Is(204);

        var shown = await okta.GetAsync("Groups/" + group);
        shown.Text("displayName").ShouldBe("Team B");
        shown.Text("id").ShouldBe(group);
        (await okta.MembersAsync(group)).ShouldBe([ann]);
    }

    [Fact]
    public async Task K11_OnePatch_RemovesOneAndAddsAnother()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var (ann, bob) = (await okta.UserAsync("ann"), await okta.UserAsync("bob"));
        var group = await okta.GroupAsync("Team", ann);

        var (answer, entries) = await okta.LoggedAsync(() => okta.PatchAsync("Groups/" + group, $"{Remove(ann)},{Add(bob)}"));

        answer.Is(204);
        entries.ShouldHaveSingleItem().Changes.Select(change => change.GetType().Name).ShouldBe(["MemberRemoved", "MemberAdded"], ignoreOrder: true);
        (await okta.MembersAsync(group)).ShouldBe([bob]);
    }

    [Fact]
    public async Task K12_PushNow_ReplacesTheMembers()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ids = await okta.Server.FillAsync("idp-1", 10_000);
        var group = await okta.GroupAsync("Everyone", ids.Take(5_000));

        var (answer, entries) = await okta.LoggedAsync(() => okta.PatchAsync(
            "Groups/" + group, $$"""{"op":"replace","path":"members","value":[{{ScimClient.Members(ids.Skip(1))}}]}"""));

        answer.Is(204).Text.ShouldBeEmpty();
        entries.SelectMany(entry => entry.Changes).OfType<Change.MemberAdded>().Count().ShouldBe(5_000);
        entries.SelectMany(entry => entry.Changes).OfType<Change.MemberRemoved>().Count().ShouldBe(1);
        (await okta.MembersAsync(group)).ShouldBe(ids.Skip(1), ignoreOrder: true);
    }

    [Fact]
    public async Task K13_PushNowOfAnEmptyGroup_EmptiesIt()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var group = await okta.GroupAsync("Team", await okta.UserAsync("ann"), await okta.UserAsync("bob"));

        (await okta.PatchAsync("Groups/" + group, """{"op":"replace","path":"members","value":[]}""")).Is(204);

        (await okta.MembersAsync(group)).ShouldBeEmpty();
    }

    [Fact]
    public async Task K14_PutOfAGroup_IsExactlyTheList()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var (ann, bob, cid) = (await okta.UserAsync("ann"), await okta.UserAsync("bob"), await okta.UserAsync("cid"));
        var group = await okta.GroupAsync("Team", ann, bob);

        var put = await okta.PutAsync(
            "Groups/" + group,
            $$"""
            {"schemas":["{{ScimClient.GroupSchema}}"],"id":"{{group}}","displayName":"Team C",
             "members":[{"value":"{{bob}}","display":"bob"},{"value":"{{cid}}","display":"cid"}]}
            """);

        put.Is(200).Text("displayName").ShouldBe("Team C");
        (await okta.MembersAsync(group)).ShouldBe([bob, cid], ignoreOrder: true);
    }

    [Fact]
    public async Task K15_GroupLookup_WithPaging_IsExactAndStable()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var groups = new List<string>();
        for (var i = 0; i < 12; i++)
            groups.Add(await okta.GroupAsync($"Team {i}"));

        (await okta.FilterAsync("Groups", "displayName eq \"Team 1\"", "startIndex=1&count=100&")).Lists(groups[1]).At("itemsPerPage")!.GetValue<int>().ShouldBe(1);
        (await okta.GetAsync("Groups?startIndex=1&count=100")).Lists([.. groups]);
        var last = await okta.GetAsync("Groups?startIndex=11&count=10");
        last.Is(200).At("Resources")!.AsArray().Select(group => group!["id"]!.GetValue<string>()).ShouldBe(groups.Skip(10));
    }

    [Fact]
    public async Task GroupPush_WholeFlow_EndsWithTheGroupGone()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var (ann, bob) = (await okta.UserAsync("ann"), await okta.UserAsync("bob"));
        (await okta.FilterAsync("Groups", "displayName eq \"Team\"", "startIndex=1&count=100&")).Lists();
        var group = (await okta.PostAsync(
            "Groups", $$"""{"schemas":["{{ScimClient.GroupSchema}}"],"displayName":"Team","members":[{"value":"{{ann}}","display":"ann"}]}""")).Is(201).Text("id");

        (await okta.GetAsync("Groups/" + group)).Is(200);
        (await okta.PatchAsync("Groups/" + group, Rename(group, "Team"))).Is(204);
        (await okta.PatchAsync("Groups/" + group, Add(bob))).Is(204);
        (await okta.PatchAsync("Groups/" + group, Remove(ann))).Is(204);
        (await okta.MembersAsync(group)).ShouldBe([bob]);
        (await okta.DeleteAsync("Groups/" + group)).Is(204);

        (await okta.GetAsync("Groups/" + group)).IsError(404, null);
        (await okta.Log.StateAsync()).Rows.ShouldAllBe(row => !(row is Change.GroupPut || row is Change.MemberAdded));
    }
}
