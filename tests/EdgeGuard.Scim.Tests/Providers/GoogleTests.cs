using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Google: automated provisioning (SCIM section 3, G1 and G2).</summary>
public sealed class GoogleTests
{
    [Fact]
    public async Task G1_ContentTypeOnAGet_IsNoMatter()
    {
        await using var server = await ScimServer.StartAsync();
        using var google = await ProviderScene.ConnectAsync(server, Dialect.Google);
        var ann = await google.AddUserAsync("ann");

        var one = await google.SendAsync(HttpMethod.Get, "Users/" + ann, null, Headers, "application/scim+json", body: []);
        var list = await google.SendAsync(HttpMethod.Get, "Users?startIndex=1", null, Headers, "application/json", body: []);

        one.Is(200).Text("userName").ShouldBe("ann");
        list.Lists(ann);

        static void Headers(System.Net.Http.Headers.HttpRequestHeaders headers) => Dialect.Google.Write(headers, token: null);
    }

    [Theory]
    [InlineData("userName eq \"ann@example.com\"")]
    [InlineData("emails.value eq \"ann@example.com\"")]
    public async Task G2_LookupWithStartIndexOnly_MatchesExactly(string filter)
    {
        await using var google = await ProviderScene.StartAsync(Dialect.Google);
        await Add("ann@example.com.other");
        var ann = await Add("ann@example.com");
        await Add("joann@example.com");

        (await google.FilterAsync("Users", filter, "startIndex=1&")).Lists(ann);
        (await google.FilterAsync("Users", filter.Replace("ann@", "nn@"), "startIndex=1&")).Lists();

        Task<string> Add(string name) => google.UserAsync(name, $$""","emails":[{"value":"{{name}}","type":"work","primary":true}]""");
    }

    [Fact]
    public async Task G2_SuspendedInGoogle_IsPatchedInactiveAndRevoked()
    {
        await using var google = await ProviderScene.StartAsync(Dialect.Google);
        var ann = await google.UserAsync("ann");

        (await google.RevokesAsync(ann, () => google.PatchAsync("Users/" + ann, """{"op":"replace","path":"active","value":false}"""))).Is(200);
    }
}
