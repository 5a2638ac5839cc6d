using EdgeGuard.Engine.Snapshots;
using static EdgeGuard.Scim.Tests.Providers.Okta;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Okta: a user who was unassigned is assigned again by a POST (SCIM section 3), as each policy has it.</summary>
public sealed class OktaReassignmentTests
{
    [Theory]
    [InlineData("ann")]
    [InlineData("ann.married")]
    public async Task Reassignment_Restore_TheSameIdAndTheOldTokensStayRevoked(string userName)
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");
        var group = await okta.GroupAsync("Team", ann);
        await okta.RevokesAsync(ann, () => okta.PatchAsync("Users/" + ann, SetActive(false)));
        var revokedAt = okta.Server.Time.GetUtcNow().ToUnixTimeMilliseconds();
        okta.Server.Time.Advance(TimeSpan.FromDays(1));

        var again = (await okta.PostAsync("Users", User(userName, "00u1", more: ""","title":"New" """))).Is(201);

        again.Text("id").ShouldBe(ann);
        again.Headers.Location!.ToString().ShouldBe(again.Text("meta/location"));
        again.Flag("active").ShouldBeTrue();
        again.Shows("title", "\"New\"").Text("userName").ShouldBe(userName);
        (await okta.GetAsync("Users")).Lists(ann);
        (await okta.MembersAsync(group)).ShouldBe([ann]);
        (await okta.Log.StateAsync()).Rows.OfType<Change.UserPut>().ShouldHaveSingleItem()
            .ShouldBe(new Change.UserPut(okta.Subject(ann), okta.Tenant, true, revokedAt));
        (await okta.PostAsync("Users", User(userName, "00u1"))).IsError(409, "uniqueness");
    }

    [Fact]
    public async Task Reassignment_Conflict_Is409AndTheUserStaysInactive()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta, ""","reassignment":"conflict" """);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");
        await okta.PatchAsync("Users/" + ann, SetActive(false));

        (await okta.PublishesNothingAsync(() => okta.PostAsync("Users", User("ann", "00u1")))).IsError(409, "uniqueness");

        (await okta.IsActiveAsync(ann)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("ann", "00u2")]
    [InlineData("bob", "00u1")]
    public async Task Reassignment_AnothersNameOrOnlyTheName_IsNobodysReturn(string userName, string externalId)
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");
        await okta.PostAsync("Users", User("bob", "00u9"));
        await okta.PatchAsync("Users/" + ann, SetActive(false));

        (await okta.PublishesNothingAsync(() => okta.PostAsync("Users", User(userName, externalId)))).IsError(409, "uniqueness");

        (await okta.IsActiveAsync(ann)).ShouldBeFalse();
    }

    [Fact]
    public async Task Reassignment_NeitherHasAnExternalId_TheNameTells()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta);
        var ann = (await okta.PostAsync("Users", Without("ann"))).Is(201).Text("id");
        await okta.PatchAsync("Users/" + ann, SetActive(false));

        (await okta.PostAsync("Users", User("ann", "00u1"))).IsError(409, "uniqueness");
        (await okta.PostAsync("Users", Without("ANN"))).Is(201).Text("id").ShouldBe(ann);

        static string Without(string name) => User(name, "").Replace("\"externalId\":\"\",", "");
    }

    [Fact]
    public async Task RetiredNames_Reserved_ADeletedUsersNameIsNotGivenAway()
    {
        await using var okta = await ProviderScene.StartAsync(Dialect.Okta, ""","retiredNames":"reserved" """);
        var ann = (await okta.PostAsync("Users", User("ann", "00u1"))).Text("id");
        var bob = (await okta.PostAsync("Users", User("bob", "00u2"))).Text("id");
        await okta.DeleteAsync("Users/" + ann);

        (await okta.PostAsync("Users", User("ann", "00u3"))).IsError(409, "uniqueness").Text("detail").ShouldContain("another user's");
        (await okta.PutAsync("Users/" + bob, User("ANN", "00u2"))).IsError(409, "uniqueness");
        (await okta.PostAsync("Users", User("cid", "00u3"))).Is(201);
    }
}
