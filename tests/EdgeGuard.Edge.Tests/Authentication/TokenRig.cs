using System.Diagnostics.Metrics;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authentication.Keys;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>A token authenticator for one issuer, over a clock that the test moves.</summary>
internal sealed class TokenRig : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DirectoryHasher Hasher = EnvironmentKeys.FromSecret(new byte[32]).Hasher;

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IssuerRegistry _registry;

    private TokenRig(IKeySource source, Action<IssuerOptions>? configure, int cacheEntries, TimeProvider? time)
    {
        var options = new IssuerOptions { Issuer = TestIssuer.Url, Audiences = { TestIssuer.Audience } };
        configure?.Invoke(options);
        Meters = _services.GetRequiredService<IMeterFactory>();
        Metrics = new TokenMetrics(Meters);
        Keys = new IssuerKeys("test", source, options.MaxKeyAge, time ?? Time, new Random(1), Metrics, KeysLog);
        _registry = new IssuerRegistry([new Issuer("test", options, Keys)]);
        Cache = new TokenCache(cacheEntries);
        Authenticator = new TokenAuthenticator(new TokenValidator(_registry, Hasher), Cache, time ?? Time, Metrics, Log);
    }

    public FakeTimeProvider Time { get; } = new(Start);

    public TestIssuer Issuer { get; } = new(Start);

    public FakeLogger<IssuerKeys> KeysLog { get; } = new();

    public FakeLogger<TokenAuthenticator> Log { get; } = new();

    public IMeterFactory Meters { get; }

    public TokenMetrics Metrics { get; }

    public IssuerKeys Keys { get; }

    public TokenCache Cache { get; }

    public TokenAuthenticator Authenticator { get; }

    /// <summary>Makes a rig whose keys have been read once.</summary>
    public static async Task<TokenRig> CreateAsync(
        IKeySource? source = null, Action<IssuerOptions>? configure = null, int cacheEntries = 256, TimeProvider? time = null)
    {
        var rig = new TokenRig(source ?? new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec, TestKeys.Rsa)), configure, cacheEntries, time);
        await rig.Keys.RefreshAsync();
        return rig;
    }

    public async Task<TokenOutcome> AuthenticateAsync(string token) =>
        await Authenticator.AuthenticateAsync(token, TestContext.Current.CancellationToken);

    public async Task ShouldAcceptAsync(string token)
    {
        var outcome = await AuthenticateAsync(token);

        outcome.Fault.ShouldBe(TokenFault.None);
        outcome.Token.ShouldNotBeNull();
    }

    public async Task ShouldRefuseAsync(string token, TokenFault fault)
    {
        var outcome = await AuthenticateAsync(token);

        outcome.Fault.ShouldBe(fault);
        outcome.Token.ShouldBeNull();
        outcome.Reason.ShouldBe(fault == TokenFault.Expired ? Engine.Decisions.Reason.TokenExpired : Engine.Decisions.Reason.TokenInvalid);
    }

    public void Dispose()
    {
        _registry.Dispose();
        _services.Dispose();
    }
}
