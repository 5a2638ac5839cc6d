using System.Text;
using EdgeGuard.Edge.Configuration;
using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Health;
using EdgeGuard.Edge.Proxy;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Tests.Configuration;

public class EdgeOptionsTests
{
    [Fact]
    public void Defaults_NothingConfigured_AreTheDocumentedOnes()
    {
        var options = new EdgeOptions();

        options.Proxy.Url.ShouldBe("http://127.0.0.1:8080");
        options.Proxy.Http2Url.ShouldBeEmpty();
        options.Decisions.Url.ShouldBe("http://127.0.0.1:8081");
        options.Health.Url.ShouldBe("http://127.0.0.1:8083");
        options.Decisions.UnixSocket.ShouldBeEmpty();
        options.Decisions.CallerKey.ShouldBeEmpty();
        options.Decisions.AllowAnonymousLoopback.ShouldBeFalse();
        options.AllowPlaintext.ShouldBeFalse();
        options.Policies.ShouldBeEmpty();
        (ProxyOptions.DefaultUrl, DecisionsOptions.DefaultUrl, HealthOptions.DefaultUrl)
            .ShouldBe((options.Proxy.Url, options.Decisions.Url, options.Health.Url));
    }

    [Fact]
    public void Validate_ManyFaults_NamesTheKeyOfEach()
    {
        var faults = FaultsOf(
            ("EdgeGuard:EnvironmentKey", "c2hvcnQ="),
            ("EdgeGuard:Proxy:Url", "http://0.0.0.0:8080"),
            ("EdgeGuard:Decisions:Url", "http://edge.test:8081"),
            ("EdgeGuard:Health:Url", "8083"),
            ("EdgeGuard:Decisions:UnixSocket", "/nowhere/at/all.sock"),
            ("EdgeGuard:Decisions:CallerKey", "guessable"),
            ("EdgeGuard:Policies:default:AllRoles:0", "admin"),
            ("EdgeGuard:Policies:typo:AllPermision:0", "documents.read"),
            ("EdgeGuard:Policies:scalar:AllPermissions", "documents.read"),
            ("EdgeGuard:Policies:blank:AnyRoles:0", " admin"));

        foreach (var key in new[]
        {
            "EdgeGuard:EnvironmentKey", "EdgeGuard:Proxy:Url", "EdgeGuard:Decisions:Url", "EdgeGuard:Health:Url", "EdgeGuard:Decisions:UnixSocket",
            "EdgeGuard:Decisions:CallerKey", "EdgeGuard:Policies:default", "EdgeGuard:Policies:typo:AllPermision",
            "EdgeGuard:Policies:scalar:AllPermissions", "EdgeGuard:Policies:blank:AnyRoles:0",
        })
            faults.Count(fault => fault.StartsWith($"{key}:", StringComparison.Ordinal)).ShouldBe(1, key);
        faults.Length.ShouldBe(10);
        string.Concat(faults).ShouldNotContain("c2hvcnQ");
        string.Concat(faults).ShouldNotContain("guessable");
    }

    [Theory]
    [InlineData("""{"AllPermissions":[]}""", "EdgeGuard:Policies:p:AllPermissions")]
    [InlineData("""{"AnyRoles":""}""", "EdgeGuard:Policies:p:AnyRoles")]
    [InlineData("""{"AllFeatures":null}""", "EdgeGuard:Policies:p:AllFeatures")]
    [InlineData("""{"AllFeatures":{}}""", "EdgeGuard:Policies:p:AllFeatures")]
    [InlineData("""{"AnyPermissions":["documents.read",""]}""", "EdgeGuard:Policies:p:AnyPermissions:1")]
    [InlineData("""{"AnyPermissions":[" "]}""", "EdgeGuard:Policies:p:AnyPermissions:0")]
    [InlineData("""{"AllRoles":[null]}""", "EdgeGuard:Policies:p:AllRoles:0")]
    [InlineData("""{"AllRoles":["admin"],"AllFeatures":[]}""", "EdgeGuard:Policies:p:AllFeatures")]
    public void Validate_RequirementWithoutAName_IsAFault(string policy, string key) =>
        FaultsOfPolicy(policy).ShouldHaveSingleItem().ShouldStartWith($"{key}:");

    [Theory]
    [InlineData("https://127.0.0.1:8443", "https")]
    [InlineData("http://0.0.0.0:8085", "AllowPlaintext")]
    [InlineData("8085", "is not a URL")]
    public void Validate_Http2UrlThatIsNotPlainLoopback_IsAFault(string url, string told)
    {
        var fault = FaultsOf(("EdgeGuard:EnvironmentKey", TestEnvironment.KeyBase64), ("EdgeGuard:Proxy:Http2Url", url)).ShouldHaveSingleItem();

        fault.ShouldStartWith("EdgeGuard:Proxy:Http2Url:");
        fault.ShouldContain(told);
    }

    [Fact]
    public void Validate_PolicyWithoutLists_AsksForAnyActiveUserAndHasNoFault() => FaultsOfPolicy("{}").ShouldBeEmpty();

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("https://0.0.0.0:8443")]
    [InlineData("https://*:8443")]
    public void Validate_UrlThatCanBeListenedOn_HasNoFault(string url) =>
        FaultsOf(("EdgeGuard:EnvironmentKey", TestEnvironment.KeyBase64), ("EdgeGuard:Proxy:Url", url)).ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("localhost")]
    [InlineData("ftp://127.0.0.1:21")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:8080/path")]
    [InlineData("http://localhost:0")]
    [InlineData("https://edge.test:8443")]
    [InlineData("http://unix:/tmp/a.sock")]
    public void Validate_UrlThatCannotBeListenedOn_IsAFault(string url) =>
        FaultsOf(("EdgeGuard:EnvironmentKey", TestEnvironment.KeyBase64), ("EdgeGuard:Health:Url", url)).Length.ShouldBe(1);

    [Fact]
    public void Validate_PlaintextPermitted_HasNoFault() => FaultsOf(
        ("EdgeGuard:EnvironmentKey", TestEnvironment.KeyBase64), ("EdgeGuard:Proxy:Url", "http://*:80"), ("EdgeGuard:AllowPlaintext", "true")).ShouldBeEmpty();

    [Fact]
    public async Task Build_FaultsOfSeveralParts_AreToldTogether()
    {
        var thrown = await Should.ThrowAsync<AggregateException>(() => EdgeRig.StartAsync(
            "EdgeGuard:EnvironmentKey=", "EdgeGuard:Redis:ConnectionString=", "EdgeGuard:Issuers:test:Issuer="));

        var faults = string.Join('\n', thrown.InnerExceptions.OfType<OptionsValidationException>().SelectMany(part => part.Failures));
        faults.ShouldContain("EdgeGuard:EnvironmentKey");
        faults.ShouldContain("EdgeGuard:Issuers:test");
        faults.ShouldContain("ConnectionString");
    }

    [Fact]
    public async Task Build_RouteNamesAnUnknownPolicy_FailsWithRouteAndPolicy()
    {
        var thrown = await Should.ThrowAsync<InvalidOperationException>(
            () => EdgeRig.StartAsync(EdgeRig.Route("typo", "/typo", "documents-raed")));

        thrown.InnerException.ShouldBeOfType<AggregateException>().Message.ShouldContain("'documents-raed' not found for route 'typo'");
    }

    private static string[] FaultsOfPolicy(string policy)
    {
        var json = $$$"""{ "EdgeGuard": { "EnvironmentKey": "{{{TestEnvironment.KeyBase64}}}", "Policies": { "p": {{{policy}}} } } }""";
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return FaultsOf(new ConfigurationBuilder().AddJsonStream(stream).Build());
    }

    private static string[] FaultsOf(params (string Key, string Value)[] settings) => FaultsOf(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
        .Build());

    private static string[] FaultsOf(IConfiguration configuration)
    {
        var options = new EdgeOptions();
        configuration.GetSection(EdgeOptions.SectionName).Bind(options);
        return [.. new EdgeOptionsValidator(configuration).Validate(name: null, options).Failures ?? []];
    }
}
