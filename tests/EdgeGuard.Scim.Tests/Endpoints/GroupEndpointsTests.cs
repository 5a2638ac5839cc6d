using System.Text.Json.Nodes;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using static EdgeGuard.Engine.Snapshots.Change;

namespace EdgeGuard.Scim.Tests.Endpoints;

public sealed class GroupEndpointsTests
{
    [Fact]
    public async Task Scenario_S1_3_Post_ShowsMembersAndTheUserItsGroup()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");

        var made = await scim.PostAsync("Groups", ScimClient.Group("SaaS-viewer", user));

        made.StatusNumber.ShouldBe(201, made.Text);
        made.At("members/0/value")!.GetValue<string>().ShouldBe(user);
        made.Headers.Location!.ToString().ShouldBe(made.At("meta/location")!.GetValue<string>());
        var shown = await scim.GetAsync("Users/" + user);
        shown.At("groups/0/value")!.GetValue<string>().ShouldBe(made.At("id")!.GetValue<string>());
        shown.At("groups/0/display")!.GetValue<string>().ShouldBe("SaaS-viewer");
    }

    [Fact]
    public async Task Scenario_S3_1_Patch_RemoveByValueFilterAndAdd_Answers204()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ann = await scim.AddUserAsync("ann");
        var bob = await scim.AddUserAsync("bob");
        var group = "Groups/" + await scim.AddGroupAsync("SaaS-viewer", ann);

        var remove = await scim.PatchAsync(group, $$"""{"op":"remove","path":"members[value eq \"{{ann}}\"]"}""");
        var add = await scim.PatchAsync(group, $$"""{"op":"Add","path":"members","value":[{"value":"{{bob}}","$ref":null}]}""");
        var asked = await scim.PatchAsync(group + "?attributes=members", $$"""{"op":"Add","path":"members","value":[{"value":"{{ann}}"}]}""");

        remove.StatusNumber.ShouldBe(204, remove.Text);
        remove.Text.ShouldBeEmpty();
        add.StatusNumber.ShouldBe(204, add.Text);
        asked.StatusNumber.ShouldBe(200, asked.Text);
        MembersOf(asked).ShouldBe([ann, bob], ignoreOrder: true);
    }

    [Fact]
    public async Task Scenario_S3_2_TenThousandMembers_InOneRequestEachWay()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ids = await server.FillAsync("okta-1", 10_000);
        var log = new StoredLog(server);
        var group = "Groups/" + await scim.AddGroupAsync("SaaS-viewer", ids);
        var made = (await log.EntriesAsync((await log.HeadAsync()).Version - 1)).Single();

        var replaced = await scim.PatchAsync(group, $$"""{"op":"replace","path":"members","value":[{{ScimClient.Members(ids.Skip(1))}}]}""");
        var emptied = await scim.PutAsync(group, ScimClient.Group("SaaS-viewer"));

        made.Changes.OfType<MemberAdded>().Count().ShouldBe(10_000);
        replaced.StatusNumber.ShouldBe(204, replaced.Text);
        emptied.StatusNumber.ShouldBe(200, emptied.Text);
        var last = await log.EntriesAsync((await log.HeadAsync()).Version - 2);
        last[0].Changes.ShouldHaveSingleItem().ShouldBeOfType<MemberRemoved>();
        last[1].Changes.OfType<MemberRemoved>().Count().ShouldBe(9_999);
        var (head, rows) = await log.StateAsync();
        rows.OfType<MemberAdded>().ShouldBeEmpty();
        head.Digest.ShouldBe(log.DigestOf(rows));
    }

    [Fact]
    public async Task Patch_TwentyAtOnceOnOneGroup_LoseNothing()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var leaving = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => scim.AddUserAsync($"old{i}")));
        var joining = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => scim.AddUserAsync($"new{i}")));
        var group = "Groups/" + await scim.AddGroupAsync("Team", leaving);

        var answers = await Task.WhenAll(
            leaving.Select(id => scim.PatchAsync(group, $$"""{"op":"remove","path":"members","value":[{"value":"{{id}}"}]}"""))
                .Concat(joining.Select(id => scim.PatchAsync(group, $$"""{"op":"add","path":"members","value":[{"value":"{{id}}"}]}"""))));

        answers.ShouldAllBe(answer => answer.StatusNumber == 204);
        MembersOf(await scim.GetAsync(group)).ShouldBe(joining, ignoreOrder: true);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"members","value":[{"value":"KNOWN"}]}""")]
    [InlineData("""{"op":"remove","path":"members[value eq \"nobody\"]"}""")]
    [InlineData("""{"op":"replace","path":"members","value":[{"value":"KNOWN"},{"value":"KNOWN"}]}""")]
    [InlineData("""{"op":"replace","path":"displayName","value":"Team"}""")]
    public async Task Patch_WithoutEffect_NoEntrySameETag(string operation)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");
        var group = "Groups/" + await scim.AddGroupAsync("Team", user);
        var head = await new StoredLog(server).HeadAsync();

        var answer = await scim.PatchAsync(group, operation.Replace("KNOWN", user));

        answer.StatusNumber.ShouldBe(204, answer.Text);
        answer.ETag.ShouldBe("W/\"1\"");
        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
    }

    [Fact]
    public async Task Write_UnknownMemberOrGroupAsMember_Is400AndChangesNothing()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");
        var group = await scim.AddGroupAsync("Team", user);
        var head = await new StoredLog(server).HeadAsync();

        Answer[] answers =
        [
            await scim.PostAsync("Groups", ScimClient.Group("Other", user, "nobody")),
            await scim.PutAsync("Groups/" + group, ScimClient.Group("Renamed", "nobody")),
            await scim.PatchAsync("Groups/" + group, $$"""{"op":"replace","path":"displayName","value":"Renamed"},{"op":"add","path":"members","value":[{"value":"nobody"}]}"""),
            await scim.PatchAsync("Groups/" + group, $$"""{"op":"add","path":"members","value":[{"value":"{{group}}","type":"Group"}]}"""),
        ];

        foreach (var answer in answers)
        {
            answer.StatusNumber.ShouldBe(400, answer.Text);
            answer.At("scimType")!.GetValue<string>().ShouldBe("invalidValue");
        }

        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
        (await scim.GetAsync("Groups/" + group)).At("displayName")!.GetValue<string>().ShouldBe("Team");
    }

    [Fact]
    public async Task Scenario_S3_4_RenameAndRuleChange_GiveAndTakeTheRole()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        await server.Admin.PutAsync("rules/convention", """{"connection":"okta-1","pattern":"SaaS-{role}"}""");
        var group = "Groups/" + await scim.AddGroupAsync("SaaS-viewer");
        var roles = new List<string> { await RolesAsync() };

        await scim.PatchAsync(group, """{"op":"replace","path":"displayName","value":"Friends"}""");
        roles.Add(await RolesAsync());
        await server.Admin.PutAsync("rules/exact", """{"connection":"okta-1","group":"Friends","role":"admin"}""");
        roles.Add(await RolesAsync());
        await server.Admin.DeleteAsync("rules/exact");
        roles.Add(await RolesAsync());
        await server.Admin.PutAsync("rules/convention", """{"connection":"okta-1","pattern":"F{role}"}""");
        roles.Add(await RolesAsync());

        roles.ShouldBe(["viewer", "", "admin", "", "riends"]);

        async Task<string> RolesAsync() => string.Join(',', (await new StoredLog(server).StateAsync()).Rows.OfType<GroupPut>().Single().Roles);
    }

    [Fact]
    public async Task Scim_E19_Get_WithoutMembers_ShowsNone()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var group = await scim.AddGroupAsync("Team", await scim.AddUserAsync("ann"));

        (await scim.GetAsync($"Groups/{group}?excludedAttributes=members")).Json.ContainsKey("members").ShouldBeFalse();
        (await scim.GetAsync("Groups?excludedAttributes=members")).Text.ShouldNotContain("\"members\"");
        (await scim.GetAsync("Groups")).Text.ShouldContain("\"members\"");
    }

    [Fact]
    public async Task Delete_Group_LeavesItsUsers()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = await scim.AddUserAsync("ann");
        var group = "Groups/" + await scim.AddGroupAsync("Team", user);

        var deleted = await scim.DeleteAsync(group);

        deleted.StatusNumber.ShouldBe(204);
        (await scim.GetAsync(group)).StatusNumber.ShouldBe(404);
        (await scim.GetAsync("Users/" + user)).Json.ContainsKey("groups").ShouldBeFalse();
    }

    private static IEnumerable<string> MembersOf(Answer answer) =>
        (answer.Json["members"] as JsonArray ?? []).Select(member => member!["value"]!.GetValue<string>());
}
