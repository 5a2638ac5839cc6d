using EdgeGuard.Edge.Proxy;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Edge.Tests.Proxy;

public class Security_H5_Tests
{
    public static TheoryData<string> Spellings => new(
        "X-EdgeGuard-Subject", "x-edgeguard-subject", "X-EDGEGUARD-TENANT", "X_EdgeGuard_Roles", "X-EdgeGuard_Version", "x_edgeguard-anything",
        "X-EdgeGuard-", "X-EdgeGuard", "x_edgeguard", "X-Forwarded-User", "x_forwarded_user", "X-Original-URL", "X-Rewrite-URL", "Forwarded");

    [Theory]
    [MemberData(nameof(Spellings))]
    public void IsUntrusted_AnySpelling_IsTrue(string name) => UntrustedHeaders.IsUntrusted(name).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("X")]
    [InlineData("Authorization")]
    [InlineData("X-EdgeGuarded")]
    [InlineData("X-Edge-Guard-Subject")]
    [InlineData("From")]
    [InlineData("X-Request-Id")]
    public void IsUntrusted_OtherHeader_IsFalse(string name) => UntrustedHeaders.IsUntrusted(name).ShouldBeFalse();

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Proxy_HeaderFromOutside_DoesNotReachTheAppOnAnyRoute(string name)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        foreach (var (path, token) in new[] { ("/public", null), ("/me", edge.Token("ada")) })
        {
            using var request = edge.Request(HttpMethod.Get, path, token);
            request.Headers.TryAddWithoutValidation(name, ["forged", "twice"]).ShouldBeTrue();

            var received = await edge.EchoAsync(request);

            received.Headers.Values.ShouldNotContain(value => value.Contains("forged", StringComparison.Ordinal), path);
        }
    }

    [Fact]
    public async Task Proxy_AuthorisedRequest_CarriesWhoItIs()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.Apply(new Change.MemberAdded(TestDirectory.Admins, TestDirectory.Id("ada")));
        using var request = edge.Request(HttpMethod.Get, "/documents", edge.Token("ada"));

        var received = await edge.EchoAsync(request);

        received.Headers[IdentityHeaders.Subject].ShouldBe("ada");
        received.Headers[IdentityHeaders.Tenant].ShouldBe("acme");
        received.Headers[IdentityHeaders.Roles].ShouldBe("admin,viewer");
        received.Headers[IdentityHeaders.Version].ShouldBe("3");
    }

    [Fact]
    public async Task Proxy_UserWithoutRoles_GetsAnEmptyHeader()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.Apply(new Change.MemberRemoved(TestDirectory.Viewers, TestDirectory.Id("ada")));
        using var request = edge.Request(HttpMethod.Get, "/me", edge.Token("ada"));

        var received = await edge.EchoAsync(request);

        received.Headers.ShouldContainKey(IdentityHeaders.Roles);
        received.Headers[IdentityHeaders.Roles].ShouldBeEmpty();
    }

    [Fact]
    public async Task Proxy_AnonymousRouteWithToken_CarriesNoIdentity()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var request = edge.Request(HttpMethod.Get, "/public", edge.Token("ada"));

        var received = await edge.EchoAsync(request);

        received.Headers.Keys.ShouldNotContain(name => name.StartsWith("X-EdgeGuard", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Proxy_TransformOfTheRouteThatSetsAnIdentityHeader_IsOverruled()
    {
        await using var edge = await EdgeRig.StartWithAsync(
            "ada",
            "ReverseProxy:Routes:me:Transforms:0:RequestHeader=X-EdgeGuard-Subject",
            "ReverseProxy:Routes:me:Transforms:0:Set=someone-else",
            "ReverseProxy:Routes:me:Transforms:1:RequestHeadersCopy=false");
        using var request = edge.Request(HttpMethod.Get, "/me", edge.Token("ada"));

        var received = await edge.EchoAsync(request);

        received.Headers[IdentityHeaders.Subject].ShouldBe("ada");
    }

    [Fact]
    public async Task Proxy_SubjectBeyondAscii_IsPercentEncoded()
    {
        await using var edge = await EdgeRig.StartWithAsync("jos\u00e9 50%");
        using var request = edge.Request(HttpMethod.Get, "/me", edge.Token("jos\u00e9 50%"));

        var received = await edge.EchoAsync(request);

        received.Headers[IdentityHeaders.Subject].ShouldBe("jos%C3%A9%2050%25");
        Uri.UnescapeDataString(received.Headers[IdentityHeaders.Subject]).ShouldBe("jos\u00e9 50%");
    }
}
