using System.Text;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;
using static EdgeGuard.Scim.Tests.Providers.Entra;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Entra ID: groups and their members (SCIM section 3, E18 to E27, E30).</summary>
public sealed class EntraGroupTests
{
    private const int Many = 10_000;

    [Fact]
    public async Task E18_PostWithEntrasOwnSchema_IsCreatedAndTheMarkerDropped()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);

        var made = (await entra.PostAsync("Groups", Group("Team", "8aa1a0c0"))).Is(201);

        made.Shows("schemas", $"[\"{ScimClient.GroupSchema}\"]").Shows("externalId", "\"8aa1a0c0\"");
        made.Json.ContainsKey("members").ShouldBeFalse();
        made.Text("meta/resourceType").ShouldBe("Group");
    }

    [Fact]
    public async Task E19_GetWithoutMembers_IsSmallAtAnySize()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var group = await entra.GroupAsync("Everyone", await entra.Server.FillAsync("idp-1", Many));

        var shown = await entra.GetAsync($"Groups/{group}?excludedAttributes=members");

        shown.Is(200).Json.ContainsKey("members").ShouldBeFalse();
        Encoding.UTF8.GetByteCount(shown.Text).ShouldBeLessThan(1_000);
    }

    [Fact]
    public async Task E20_FilterDisplayNameWithoutMembers_FindsTheGroup()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var group = await entra.GroupAsync("Everyone", await entra.Server.FillAsync("idp-1", Many));
        await entra.GroupAsync("Everyone else");

        var found = await entra.FilterAsync("Groups", "displayName eq \"everyone\"", "excludedAttributes=members&");

        found.Lists(group).Text.ShouldNotContain("\"members\"");
        Encoding.UTF8.GetByteCount(found.Text).ShouldBeLessThan(1_000);
        (await entra.FilterAsync("Groups", $"displayName eq \"{Guid.NewGuid()}\"", "excludedAttributes=members&")).Lists();
    }

    [Fact]
    public async Task E21_AddMembersWithNullReferences_UnionAnd204()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var (ann, bob) = (await entra.UserAsync("ann"), await entra.UserAsync("bob"));
        var group = await entra.GroupAsync("Team", ann);

        var (answer, entries) = await entra.LoggedAsync(() => entra.PatchAsync("Groups/" + group, Add(bob)));

        answer.Is(204).Text.ShouldBeEmpty();
        (await entra.MembersAsync(group)).ShouldBe([ann, bob], ignoreOrder: true);
        entries.ShouldHaveSingleItem().Changes.OfType<Change.MemberAdded>().ShouldHaveSingleItem().User.ShouldBe(entra.Subject(bob));
    }

    [Theory]
    [InlineData("Remove")]
    [InlineData("remove")]
    public async Task E22_RemoveWithAValueList_OnlyThoseGo(string op)
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var (ann, bob, cid) = (await entra.UserAsync("ann"), await entra.UserAsync("bob"), await entra.UserAsync("cid"));
        var group = await entra.GroupAsync("Team", ann, bob, cid);

        (await entra.PatchAsync("Groups/" + group, Remove(bob).Replace("Remove", op))).Is(204);
        (await entra.MembersAsync(group)).ShouldBe([ann, cid], ignoreOrder: true);
        (await entra.PublishesNothingAsync(() => entra.PatchAsync("Groups/" + group, $$"""{"op":"{{op}}","path":"members","value":[]}"""))).Is(204);

        (await entra.MembersAsync(group)).ShouldBe([ann, cid], ignoreOrder: true);
    }

    [Fact]
    public async Task E23_RemoveByValueFilter_OneGoes()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.EntraFlagged);
        var (ann, bob) = (await entra.UserAsync("ann"), await entra.UserAsync("bob"));
        var group = await entra.GroupAsync("Team", ann, bob);

        (await entra.PatchAsync("Groups/" + group, $$"""{"op":"remove","path":"members[value eq \"{{ann}}\"]"}""")).Is(204);

        (await entra.MembersAsync(group)).ShouldBe([bob]);
    }

    [Fact]
    public async Task E24_TenThousandMembersAtOnce_AreAddedAnd204()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ids = await entra.Server.FillAsync("idp-1", Many);
        var group = await entra.GroupAsync("Everyone");

        var (added, entries) = await entra.LoggedAsync(() => entra.PatchAsync("Groups/" + group, Add(ids)));
        var (removed, _) = await entra.LoggedAsync(() => entra.PatchAsync("Groups/" + group, Remove(ids.Skip(1))));

        added.Is(204).Text.ShouldBeEmpty();
        entries.SelectMany(entry => entry.Changes).OfType<Change.MemberAdded>().Count().ShouldBe(Many);
        removed.Is(204);
        (await entra.MembersAsync(group)).ShouldBe([ids[0]]);
    }

    [Fact]
    public async Task E25_OneMemberTwice_IsThereOnceAndAgainPublishesNothing()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = await entra.UserAsync("ann");
        var group = await entra.GroupAsync("Team");

        (await entra.PatchAsync("Groups/" + group, Add(ann, ann))).Is(204);
        (await entra.MembersAsync(group)).ShouldBe([ann]);

        (await entra.PublishesNothingAsync(() => entra.PatchAsync("Groups/" + group, Add(ann)))).Is(204);
    }

    [Fact]
    public async Task E26_RemovalOfWhoIsNoMember_IsNoErrorAndPublishesNothing()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var (ann, bob) = (await entra.UserAsync("ann"), await entra.UserAsync("bob"));
        var group = await entra.GroupAsync("Team", ann);

        (await entra.PublishesNothingAsync(() => entra.PatchAsync("Groups/" + group, Remove(bob)))).Is(204);
        (await entra.PublishesNothingAsync(() => entra.PatchAsync("Groups/" + group, $$"""{"op":"Remove","path":"members[value eq \"{{bob}}\"]"}"""))).Is(204);
    }

    [Fact]
    public async Task E27_FilterIdAndMembers_FindsOneOrNone()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ids = await entra.Server.FillAsync("idp-1", Many);
        var group = await entra.GroupAsync("Everyone", ids.Skip(1));

        (await Find(ids[^1])).Lists(group).Text.ShouldNotContain("\"members\"");
        (await Find(ids[0])).Lists();
        (await Find("nobody")).Lists();

        Task<Answer> Find(string user) => entra.FilterAsync("Groups", $"id eq \"{group}\" and members eq \"{user}\"", "excludedAttributes=members&");
    }

    [Fact]
    public async Task E30_Rename_KeepsTheMembers()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        await entra.Server.Admin.PutAsync("rules/convention", """{"connection":"idp-1","pattern":"SaaS-{role}"}""");
        var ann = await entra.UserAsync("ann");
        var group = await entra.GroupAsync("Team", ann);

        var (renamed, entries) = await entra.LoggedAsync(
            () => entra.PatchAsync("Groups/" + group, """{"op":"Replace","path":"displayName","value":"SaaS-editor"}"""));

        renamed.Is(204);
        entries.ShouldHaveSingleItem().Changes.ShouldHaveSingleItem().ShouldBeOfType<Change.GroupPut>().Roles.ShouldBe(["editor"]);
        (await entra.MembersAsync(group)).ShouldBe([ann]);
        (await entra.GetAsync("Groups/" + group)).Text("displayName").ShouldBe("SaaS-editor");
    }
}
