using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>OpenID IPSIE's SCIM profile (SCIM section 3, I1 to I3).</summary>
public sealed class IpsieTests
{
    [Fact]
    public async Task I1_FilterEmailsByValueInBrackets_FindsTheUser()
    {
        await using var idp = await ProviderScene.StartAsync(Dialect.Generic);
        var ann = await idp.UserAsync("ann", ""","emails":[{"value":"Ann@example.com","type":"work"}]""");
        await idp.UserAsync("bob", ""","emails":[{"value":"bob@example.com","type":"work"}]""");

        (await idp.FilterAsync("Users", "emails[value eq \"ann@example.com\"]")).Lists(ann);
    }

    [Fact]
    public async Task I2_DeleteThenCreateAgain_IsAnotherUserWithoutTheOldOnesRights()
    {
        await using var idp = await ProviderScene.StartAsync(Dialect.Generic);
        var ann = await idp.UserAsync("ann");
        var group = await idp.GroupAsync("Team", ann);
        (await idp.DeleteAsync("Users/" + ann)).Is(204);

        (await idp.GetAsync("Users/" + ann)).IsError(404, null);
        var again = await idp.UserAsync("ann");

        again.ShouldNotBe(ann);
        (await idp.MembersAsync(group)).ShouldBeEmpty();
        (await idp.Log.StateAsync()).Rows.OfType<Change.UserPut>().ShouldHaveSingleItem().NotBefore
            .ShouldBe(idp.Server.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task I3_RemoveMembersWithoutAValue_AllGo()
    {
        await using var idp = await ProviderScene.StartAsync(Dialect.Generic);
        var group = await idp.GroupAsync("Team", await idp.UserAsync("ann"), await idp.UserAsync("bob"));

        (await idp.PatchAsync("Groups/" + group, """{"op":"remove","path":"members"}""")).Is(204);

        (await idp.MembersAsync(group)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Deactivation_TakesSessionsAway()
    {
        await using var idp = await ProviderScene.StartAsync(Dialect.Generic);
        var ann = await idp.UserAsync("ann");

        (await idp.RevokesAsync(ann, () => idp.PatchAsync("Users/" + ann, """{"op":"replace","path":"active","value":false}"""))).Is(200);
    }
}
