using EdgeGuard.Edge.Authentication;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>The options of token validation and their registration.</summary>
public class TokenOptionsTests
{
    [Fact]
    public void Bind_OnlyWhatIsNeeded_GivesTheDefaults()
    {
        var issuer = Bind(new() { ["Audiences:0"] = "api", ["Authority"] = "https://issuer.test" }).Issuers["main"];

        issuer.EffectiveIssuer.ShouldBe("https://issuer.test");
        issuer.EffectiveAlgorithms.ShouldBe(["RS256", "PS256", "ES256"]);
        issuer.EffectiveTypes.ShouldBe(["at+jwt"]);
        issuer.TenantClaim.ShouldBe("tenant");
        issuer.SubjectClaim.ShouldBe("sub");
        issuer.SubjectKey.ShouldBe(SubjectKeyKind.ExternalId);
        issuer.NotBeforeSkew.ShouldBe(TimeSpan.FromSeconds(5));
        issuer.ClockSkew.ShouldBe(TimeSpan.FromMinutes(1));
        issuer.MaxLifetime.ShouldBe(TimeSpan.FromDays(1));
        issuer.MaxKeyAge.ShouldBe(TimeSpan.FromDays(1));
        issuer.AllowPlaintextMetadata.ShouldBeFalse();
    }

    [Fact]
    public void Bind_Everything_IsTakenOver()
    {
        var options = Bind(
            new()
            {
                ["Issuer"] = "https://issuer.test/",
                ["Audiences:0"] = "a",
                ["Audiences:1"] = "b",
                ["JwksPath"] = "/keys.json",
                ["Algorithms:0"] = "ES384",
                ["Types:0"] = "JWT",
                ["Types:1"] = "",
                ["TenantClaim"] = "org",
                ["SubjectClaim"] = "upn",
                ["SubjectKey"] = "userName",
                ["NotBeforeSkew"] = "00:00:01",
                ["ClockSkew"] = "00:00:02",
                ["MaxLifetime"] = "00:10:00",
                ["MaxKeyAge"] = "01:00:00",
            });
        var issuer = options.Issuers["main"];

        issuer.EffectiveIssuer.ShouldBe("https://issuer.test/");
        issuer.Audiences.ShouldBe(["a", "b"]);
        issuer.EffectiveAlgorithms.ShouldBe(["ES384"]);
        issuer.EffectiveTypes.ShouldBe(["JWT", ""]);
        issuer.SubjectKey.ShouldBe(SubjectKeyKind.UserName);
        issuer.MaxLifetime.ShouldBe(TimeSpan.FromMinutes(10));
        options.TokenCache.MaxEntries.ShouldBe(100_000);
    }

    [Theory]
    [InlineData("Issuer", "", "EdgeGuard:Issuers:main:Issuer is required")]
    [InlineData("Audiences:0", "", "EdgeGuard:Issuers:main:Audiences")]
    [InlineData("JwksPath", "", "exactly one of Authority, JwksUrl and JwksPath")]
    [InlineData("JwksUrl", "https://issuer.test/keys", "exactly one of Authority, JwksUrl and JwksPath")]
    [InlineData("JwksUrl", "http://issuer.test/keys", "EdgeGuard:Issuers:main:JwksUrl must be")]
    [InlineData("Authority", "issuer.test", "EdgeGuard:Issuers:main:Authority must be")]
    [InlineData("Algorithms:0", "HS256", "EdgeGuard:Issuers:main:Algorithms: 'HS256'")]
    [InlineData("Algorithms:0", "none", "EdgeGuard:Issuers:main:Algorithms: 'none'")]
    [InlineData("Types:0", "application/DPoP+jwt", "EdgeGuard:Issuers:main:Types")]
    [InlineData("TenantClaim", "", "EdgeGuard:Issuers:main:TenantClaim")]
    [InlineData("SubjectClaim", "", "EdgeGuard:Issuers:main:SubjectClaim")]
    [InlineData("SubjectKey", "9", "EdgeGuard:Issuers:main:SubjectKey")]
    [InlineData("SubjectKey", "Email", "EdgeGuard:Issuers:main:SubjectKey: users are not found by Email yet")]
    [InlineData("NotBeforeSkew", "-00:00:01", "EdgeGuard:Issuers:main:NotBeforeSkew")]
    [InlineData("ClockSkew", "00:05:01", "EdgeGuard:Issuers:main:ClockSkew")]
    [InlineData("MaxLifetime", "00:00:00", "EdgeGuard:Issuers:main:MaxLifetime")]
    [InlineData("MaxKeyAge", "00:01:00", "EdgeGuard:Issuers:main:MaxKeyAge")]
    public void Validate_Fault_IsNamedByItsKey(string key, string value, string message)
    {
        var values = Good();
        values[key] = value;

        new TokenOptionsValidator().Validate(null, Bind(values)).FailureMessage.ShouldNotBeNull().ShouldContain(message);
    }

    [Fact]
    public void Validate_SeveralFaults_AreReportedAtOnce()
    {
        var options = Bind(new() { ["SubjectKey"] = "9", ["ClockSkew"] = "1" });
        options.TokenCache.MaxEntries = 1;

        new TokenOptionsValidator().Validate(null, options).Failures.ShouldNotBeNull().Count().ShouldBe(6);
    }

    [Fact]
    public void Validate_TwoIssuersOfOneUrl_NamesBoth()
    {
        var options = Bind(Good());
        options.Issuers["second"] = options.Issuers["main"];

        new TokenOptionsValidator().Validate(null, options).FailureMessage
            .ShouldBe("EdgeGuard:Issuers:main:Issuer and EdgeGuard:Issuers:second:Issuer are the same: a token's iss must pick one issuer.");
    }

    [Fact]
    public void Validate_Good_Passes() => new TokenOptionsValidator().Validate(null, Bind(Good())).Succeeded.ShouldBeTrue();

    [Fact]
    public async Task AddEdgeGuardTokens_FaultyConfiguration_FailsTheStart()
    {
        using var host = Build(new() { ["Issuer"] = "https://issuer.test" });

        var e = await Should.ThrowAsync<OptionsValidationException>(host.StartAsync(TestContext.Current.CancellationToken));

        e.Message.ShouldContain("EdgeGuard:Issuers:main:Audiences");
    }

    [Fact]
    public async Task AddEdgeGuardTokens_HostOverHttpKeys_Authenticates()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        using var host = Build(new()
        {
            ["Issuer"] = TestIssuer.Url,
            ["Audiences:0"] = TestIssuer.Audience,
            ["JwksUrl"] = server.KeysUrl.ToString(),
            ["AllowPlaintextMetadata"] = "true",
        });
        await host.StartAsync(TestContext.Current.CancellationToken);

        var outcome = await host.Services.GetRequiredService<TokenAuthenticator>()
            .AuthenticateAsync(new TestIssuer(TokenRig.Start).Token(), TestContext.Current.CancellationToken);

        outcome.Fault.ShouldBe(TokenFault.None);
        outcome.Token.ShouldNotBeNull().IssuerName.ShouldBe("main");
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static Dictionary<string, string?> Good() =>
        new() { ["Issuer"] = "https://issuer.test", ["Audiences:0"] = "api", ["JwksPath"] = "/keys.json" };

    private static Dictionary<string, string?> Prefixed(Dictionary<string, string?> values) =>
        values.ToDictionary(pair => $"EdgeGuard:Issuers:main:{pair.Key}", pair => pair.Value);

    private static TokenOptions Bind(Dictionary<string, string?> values)
    {
        var options = new TokenOptions();
        new ConfigurationBuilder().AddInMemoryCollection(Prefixed(values)).Build().GetSection(TokenOptions.SectionName).Bind(options);
        return options;
    }

    private static IHost Build(Dictionary<string, string?> values)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(Prefixed(values));
        builder.Services.AddSingleton(EnvironmentKeys.FromSecret(new byte[32]));
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(TokenRig.Start));
        builder.Services.AddEdgeGuardTokens(builder.Configuration);
        return builder.Build();
    }
}
