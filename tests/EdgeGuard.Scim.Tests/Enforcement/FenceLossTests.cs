using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>Which entries carry the fence flag, read from the stored log (FENCE section 6).</summary>
public sealed class FenceLossTests
{
    private static readonly Dictionary<string, Func<FenceScene, Task<Answer>>> Losses = new(StringComparer.Ordinal)
    {
        ["member removed"] = s => s.SendAsync(Revocation.Loss),
        ["members replaced"] = s => s.Acme.PutAsync("Groups/" + s.Team, ScimClient.Group("SaaS-viewer", s.Bob)),
        ["group emptied"] = s => s.Acme.PatchAsync("Groups/" + s.Team, """{"op":"remove","path":"members"}"""),
        ["group deleted"] = s => s.Acme.DeleteAsync("Groups/" + s.Team),
        ["group renamed to another role"] = s => s.Acme.PatchAsync("Groups/" + s.Team, """{"op":"replace","path":"displayName","value":"SaaS-admin"}"""),
        ["group renamed to no role"] = s => s.Acme.PatchAsync("Groups/" + s.Team, """{"op":"replace","path":"displayName","value":"Team"}"""),
        ["rule deleted"] = s => s.Server.Admin.DeleteAsync("rules/convention"),
        ["rule changed"] = s => s.Server.Admin.PutAsync("rules/convention", """{"connection":"okta-1","pattern":"App-{role}"}"""),
        ["rule moved"] = s => s.Server.Admin.PutAsync("rules/convention", """{"connection":"entra-1","pattern":"SaaS-{role}"}"""),
    };

    private static readonly Dictionary<string, Func<FenceScene, Task<Answer>>> Gains = new(StringComparer.Ordinal)
    {
        ["member added"] = async s => await s.Acme.PatchAsync("Groups/" + s.Team, $$"""{"op":"add","path":"members","value":[{"value":"{{await s.Acme.AddUserAsync("cy")}}"}]}"""),
        ["group made"] = s => s.Acme.PostAsync("Groups", ScimClient.Group("SaaS-admin", s.Ann)),
        ["rule made"] = s => s.Server.Admin.PutAsync("rules/team", """{"connection":"okta-1","group":"Team","role":"admin"}"""),
        ["group without a role renamed"] = async s => await s.Acme.PatchAsync(
            "Groups/" + await s.Acme.AddGroupAsync("Team", s.Ann), """{"op":"replace","path":"displayName","value":"SaaS-admin"}"""),
        ["stranger removed"] = async s => await s.Acme.PatchAsync("Groups/" + s.Team, $$"""{"op":"remove","path":"members[value eq \"{{await s.Acme.AddUserAsync("cy")}}\"]"}"""),
        ["role taken from all"] = s => s.Server.Admin.PutAsync("roles/viewer", """{"permissions":[]}"""),
        ["reactivation"] = s => s.Acme.PatchAsync("Users/" + s.Ann, """{"op":"replace","path":"active","value":true}"""),
        ["profile"] = s => s.Acme.PatchAsync("Users/" + s.Ann, """{"op":"replace","path":"displayName","value":"Ann"}"""),
    };

    private static readonly Dictionary<string, Func<FenceScene, Task<Answer>>> Always = new(StringComparer.Ordinal)
    {
        ["deactivation"] = s => s.SendAsync(Revocation.Deactivation),
        ["deactivation by PUT"] = s => s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("ann", ""","active":"False" """)),
        ["deletion"] = s => s.SendAsync(Revocation.Deletion),
        ["suspension"] = s => s.SendAsync(Revocation.Suspension),
        ["removal"] = s => s.SendAsync(Revocation.Removal),
        ["name of a deleted taken over by a new user"] = async s =>
        {
            await s.SendAsync(Revocation.Deletion);
            return await s.Acme.PostAsync("Users", ScimClient.User("Ann"));
        },
        ["name that another gave up taken over by a new user"] = async s =>
        {
            await s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("anna"));
            return await s.Acme.PostAsync("Users", ScimClient.User("ann"));
        },
        ["name that another gave up taken over by a known user"] = async s =>
        {
            await s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("anna"));
            return await s.Acme.PatchAsync("Users/" + s.Bob, """{"op":"replace","path":"userName","value":"ann"}""");
        },
    };

    public static TheoryData<string> LossNames => [.. Losses.Keys];

    public static TheoryData<string> GainNames => [.. Gains.Keys];

    public static TheoryData<string> AlwaysNames => [.. Always.Keys];

    [Theory]
    [MemberData(nameof(LossNames))]
    public async Task Fence_6_Loss_IsFlaggedOnlyWhereTheConnectionSaysSo(string name)
    {
        (await IsLastFlaggedAsync(Losses[name], fenceLosses: true)).ShouldBeTrue();
        (await IsLastFlaggedAsync(Losses[name], fenceLosses: false)).ShouldBeFalse();
    }

    [Theory]
    [MemberData(nameof(GainNames))]
    public async Task Fence_6_NoLoss_IsNeverFlagged(string name) =>
        (await IsLastFlaggedAsync(Gains[name], fenceLosses: true)).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(AlwaysNames))]
    public async Task Fence_6_Revocation_IsFlaggedEverywhere(string name) =>
        (await IsLastFlaggedAsync(Always[name], fenceLosses: false)).ShouldBeTrue();

    private static async Task<bool> IsLastFlaggedAsync(Func<FenceScene, Task<Answer>> act, bool fenceLosses)
    {
        await using var scene = await FenceScene.StartAsync();
        await scene.ConfigureAsync("strict", fenceLosses);
        await scene.Server.Admin.PutAsync("rules/convention", """{"connection":"okta-1","pattern":"SaaS-{role}"}""");

        var answer = await act(scene);

        answer.StatusNumber.ShouldBeLessThan(300, answer.Text);
        return (await new StoredLog(scene.Server).EntriesAsync())[^1].Fenced;
    }
}
