using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Two tenants on one server, each with its provider (SCIM section 3, T1 to T6).</summary>
public sealed class TenantTests : IAsyncLifetime
{
    private ScimServer _server = null!; // made before each test
    private ScimClient _acme = null!;
    private ScimClient _globex = null!;
    private string _ann = "";
    private string _team = "";

    public async ValueTask InitializeAsync()
    {
        _server = await ScimServer.StartAsync();
        _acme = await ProviderScene.ConnectAsync(_server, Dialect.Entra, "acme", "entra-1");
        _globex = await ProviderScene.ConnectAsync(_server, Dialect.Okta, "globex", "okta-1");
        _ann = await _acme.AddUserAsync("ann");
        _team = await _acme.AddGroupAsync("Team", _ann);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    public async Task T1_AnotherTenantsIds_Are404OnEveryVerb(string verb)
    {
        var head = await new StoredLog(_server).HeadAsync();
        var unknown = await Ask("Users/" + Guid.NewGuid(), ScimClient.User("x"));

        var user = await Ask("Users/" + _ann, ScimClient.User("x"));
        var group = await Ask("Groups/" + _team, ScimClient.Group("x"));

        user.IsError(404, null).Text.ShouldBe(unknown.Text);
        group.IsError(404, null).Text.ShouldBe(unknown.Text);
        (await new StoredLog(_server).HeadAsync()).ShouldBe(head);

        Task<Answer> Ask(string path, string resource) => verb switch
        {
            "PUT" => _globex.PutAsync(path, resource),
            "PATCH" => _globex.PatchAsync(path, """{"op":"replace","path":"displayName","value":"x"}"""),
            _ => _globex.SendAsync(HttpMethod.Parse(verb), path, null),
        };
    }

    [Theory]
    [InlineData("Users", "id eq \"ANN\"")]
    [InlineData("Users", "userName eq \"ann\"")]
    [InlineData("Users", "externalId eq \"x-ann\"")]
    [InlineData("Users", "userName pr")]
    [InlineData("Users", "groups.value eq \"TEAM\"")]
    [InlineData("Groups", "id eq \"TEAM\"")]
    [InlineData("Groups", "displayName eq \"Team\"")]
    [InlineData("Groups", "members.value eq \"ANN\"")]
    public async Task T2_Filters_AreBlindToTheOther(string type, string filter)
    {
        var mine = filter.Replace("ANN", _ann).Replace("TEAM", _team);

        (await _acme.FilterAsync(type, mine)).Lists(type == "Users" ? _ann : _team);
        (await _globex.FilterAsync(type, mine)).Lists();
        (await _globex.GetAsync(type)).Lists();
    }

    [Fact]
    public async Task T3_TheSameUserName_IsAllowedInBoth()
    {
        var other = await _globex.AddUserAsync("ann");

        other.ShouldNotBe(_ann);
        (await _globex.FilterAsync("Users", "userName eq \"ann\"")).Lists(other);
        (await _acme.FilterAsync("Users", "userName eq \"ann\"")).Lists(_ann);
    }

    [Fact]
    public async Task T4_ForeignMembers_AreRefused()
    {
        var group = await _globex.AddGroupAsync("Team");

        (await _globex.PostAsync("Groups", ScimClient.Group("Other", _ann))).IsError(400, "invalidValue");
        (await _globex.PutAsync("Groups/" + group, ScimClient.Group("Team", _ann))).IsError(400, "invalidValue");
        (await _globex.PatchAsync("Groups/" + group, $$"""{"op":"add","path":"members","value":[{"value":"{{_ann}}"}]}""")).IsError(400, "invalidValue");

        (await _globex.GetAsync("Groups")).Lists(group).Text.ShouldNotContain(_ann);
    }

    [Fact]
    public async Task T5_EachHasUrlsOfItsOwn()
    {
        var mine = await _acme.GetAsync("Users/" + _ann);
        var other = await _globex.GetAsync("Users/" + await _globex.AddUserAsync("bob"));

        _acme.BasePath.ShouldNotBe(_globex.BasePath);
        mine.Text("meta/location").ShouldContain(_acme.BasePath + "Users/");
        other.Text("meta/location").ShouldContain(_globex.BasePath + "Users/");
        (await _acme.GetAsync("Groups/" + _team)).Text("members/0/$ref").ShouldContain(_acme.BasePath + "Users/");
        (await _globex.GetAsync("ResourceTypes/User")).Text("meta/location").ShouldContain(_globex.BasePath);
    }

    [Fact]
    public async Task T6_OnesTokenAtTheOthersUrl_Is401AsForNobodys()
    {
        var trespass = await _globex.SendAsync(HttpMethod.Get, "../" + _acme.BasePath.Split('/')[^2] + "/Users/" + _ann, null);
        var nowhere = await _globex.SendAsync(HttpMethod.Get, "../aaaaaaaaaaaaaaaa/Users/" + _ann, null);

        trespass.IsError(401, null).Text.ShouldBe(nowhere.Text);
    }

    public async ValueTask DisposeAsync()
    {
        _acme.Dispose();
        _globex.Dispose();
        await _server.DisposeAsync();
    }
}
