using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>JumpCloud (SCIM section 3, J1 and J2).</summary>
public sealed class JumpCloudTests
{
    [Fact]
    public async Task J1_ActivationTest_LeavesNothingBehind()
    {
        await using var jumpCloud = await ProviderScene.StartAsync(Dialect.JumpCloud);
        var (_, before) = await jumpCloud.Log.StateAsync();

        (await jumpCloud.FilterAsync("Users", "userName eq \"jc-test@example.com\"")).Lists();
        var user = (await jumpCloud.PostAsync("Users", ScimClient.User("jc-test@example.com", ""","active":true"""))).Is(201).Text("id");
        (await jumpCloud.PutAsync("Users/" + user, ScimClient.User("jc-test@example.com", ""","active":true,"title":"" """))).Is(200);
        var group = (await jumpCloud.PostAsync("Groups", ScimClient.Group("jc-test"))).Is(201).Text("id");
        (await jumpCloud.PatchAsync("Groups/" + group, $$"""{"op":"add","path":"members","value":[{"value":"{{user}}"}]}""")).Is(204);
        (await jumpCloud.PutAsync("Groups/" + group, ScimClient.Group("jc-test-2", user))).Is(200);
        (await jumpCloud.RevokesAsync(user, () => jumpCloud.PutAsync("Users/" + user, ScimClient.User("jc-test@example.com", ""","active":false""")))).Is(200);
        (await jumpCloud.DeleteAsync("Groups/" + group)).Is(204);
        (await jumpCloud.DeleteAsync("Users/" + user)).Is(204);

        (await jumpCloud.GetAsync("Users")).Lists();
        (await jumpCloud.GetAsync("Groups")).Lists();
        (await jumpCloud.Log.StateAsync()).Rows.ShouldBe(before);
    }

    [Fact]
    public async Task J1_GroupOfANameThatIsThere_IsTakenOver()
    {
        await using var jumpCloud = await ProviderScene.StartAsync(Dialect.JumpCloud);
        var (ann, bob) = (await jumpCloud.UserAsync("ann"), await jumpCloud.UserAsync("bob"));
        var group = await jumpCloud.GroupAsync("Team", ann);

        var made = (await jumpCloud.PostAsync("Groups", ScimClient.Group("TEAM", bob))).Is(201);

        made.Text("id").ShouldBe(group);
        made.Headers.Location!.ToString().ShouldBe(made.Text("meta/location"));
        made.Text("displayName").ShouldBe("TEAM");
        (await jumpCloud.MembersAsync(group)).ShouldBe([bob]);
        (await jumpCloud.GetAsync("Groups")).Lists(group);
        (await jumpCloud.Log.StateAsync()).Rows.OfType<Change.GroupPut>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task J1_GroupNamesSeparate_ASecondGroupOfThatName()
    {
        await using var jumpCloud = await ProviderScene.StartAsync(Dialect.JumpCloud, ""","groupNames":"separate" """);
        var first = await jumpCloud.GroupAsync("Team");

        (await jumpCloud.GroupAsync("Team")).ShouldNotBe(first);
    }

    [Fact]
    public async Task J2_RemoveMembersWithAValueList_OnlyThoseGo()
    {
        await using var jumpCloud = await ProviderScene.StartAsync(Dialect.JumpCloud);
        var (ann, bob) = (await jumpCloud.UserAsync("ann"), await jumpCloud.UserAsync("bob"));
        var group = await jumpCloud.GroupAsync("Team", ann, bob);

        (await jumpCloud.PatchAsync("Groups/" + group, $$"""{"op":"remove","path":"members","value":[{"value":"{{ann}}"}]}""")).Is(204);

        (await jumpCloud.MembersAsync(group)).ShouldBe([bob]);
    }
}
