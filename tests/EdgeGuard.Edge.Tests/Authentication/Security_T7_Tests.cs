using System.Text;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T7: the cache of validated tokens.</summary>
public class Security_T7_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);
    private static readonly long Now = TokenRig.Start.ToUnixTimeMilliseconds();

    [Fact]
    public async Task Security_T7_SameToken_GivesTheSameObject()
    {
        using var rig = await TokenRig.CreateAsync();
        var token = Issuer.Token();

        var first = await rig.AuthenticateAsync(token);
        var second = await rig.AuthenticateAsync(new string(token));

        second.Token.ShouldBeSameAs(first.Token.ShouldNotBeNull());
    }

    [Fact]
    public async Task Security_T7_Hit_CompletesAtOnceAndAllocatesNothing()
    {
        using var rig = await TokenRig.CreateAsync(time: new FixedTime(TokenRig.Start));
        var token = $"Bearer {Issuer.Token(key: TestKeys.Rsa)}".AsMemory("Bearer ".Length);
        await rig.Authenticator.AuthenticateAsync(token, CancellationToken.None);
        var accepted = Hit(rig.Authenticator, token, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        accepted += Hit(rig.Authenticator, token, 1000);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        accepted.ShouldBe(1100);
        allocated.ShouldBe(0);
    }

    [Fact]
    public async Task Security_T7_Hit_ChecksExpiryAgain()
    {
        using var rig = await TokenRig.CreateAsync();
        var token = Issuer.Token(p => p["exp"] = Issuer.Now + 60);
        await rig.ShouldAcceptAsync(token);

        rig.Time.Advance(TimeSpan.FromMilliseconds(59_999));
        await rig.ShouldAcceptAsync(token);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        await rig.ShouldRefuseAsync(token, TokenFault.Expired);
    }

    [Fact]
    public async Task Security_T7_KeyThatLeftAndCameBack_ValidatesAnew()
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec));
        using var rig = await TokenRig.CreateAsync(source);
        var token = Issuer.Token();
        var first = await rig.AuthenticateAsync(token);
        foreach (var keys in new[] { TestIssuer.KeySet(TestKeys.Rsa), TestIssuer.KeySet(TestKeys.Ec) })
        {
            source.Document = keys;
            await rig.Keys.RefreshAsync();
        }

        var again = await rig.AuthenticateAsync(token);

        again.Token.ShouldNotBeNull().ShouldNotBeSameAs(first.Token);
        (await rig.AuthenticateAsync(token)).Token.ShouldBeSameAs(again.Token);
    }

    [Fact]
    public async Task Security_T7_UnchangedKeyInANewSet_KeepsItsTokens()
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec));
        using var rig = await TokenRig.CreateAsync(source);
        var first = await rig.AuthenticateAsync(Issuer.Token());
        var key = rig.Keys.Current.Keys.Single();

        source.Document = TestIssuer.KeySet(TestKeys.Rsa, TestKeys.Ec);
        await rig.Keys.RefreshAsync();

        rig.Keys.Current.Keys.ShouldContain(key);
        key.IsCurrent.ShouldBeTrue();
        first.Token.ShouldNotBeNull();
    }

    [Fact]
    public async Task Security_T7_RefusedTokens_AreNotRemembered()
    {
        using var rig = await TokenRig.CreateAsync();

        await rig.ShouldRefuseAsync(Issuer.Token(key: TestKeys.OtherEc.As("ec-1")), TokenFault.Signature);
        await rig.ShouldRefuseAsync(Issuer.Token(p => { p["iat"] = Issuer.Now - 9; p["exp"] = Issuer.Now - 1; }), TokenFault.Expired);

        rig.Cache.Count.ShouldBe(0);
    }

    [Fact]
    public void Security_T7_TokenThatEndsAlike_IsAnotherToken()
    {
        var cache = new TokenCache(64);
        var token = Issuer.Token(key: TestKeys.Rsa);
        cache.Add(token, Entry(token), Now);

        cache.Find(token).ShouldNotBeNull();
        cache.Find("X" + token[1..]).ShouldBeNull();
        cache.Find(token.AsSpan(1)).ShouldBeNull();
        cache.Find("X" + token).ShouldBeNull();
        cache.Find(token.AsSpan(token.Length - 64)).ShouldBeNull();
        cache.Find("").ShouldBeNull();
        // Same low bytes, another text.
        cache.Find(token.Replace(token[0], (char)(token[0] + 0x100))).ShouldBeNull();
    }

    [Theory]
    [InlineData(64)]
    [InlineData(100)]
    [InlineData(4096)]
    public void Security_T7_ManyTokens_StayWithinTheBound(int maxEntries)
    {
        var cache = new TokenCache(maxEntries);

        for (var i = 0; i < 4 * maxEntries; i++)
            cache.Add($"token-{i}", Entry($"token-{i}"), Now);

        cache.Capacity.ShouldBeLessThanOrEqualTo(maxEntries);
        cache.Count.ShouldBeInRange(cache.Capacity / 2, cache.Capacity);
        cache.Find($"token-{(4 * maxEntries) - 1}").ShouldNotBeNull();
    }

    [Fact]
    public void Security_T7_FullSet_DropsWhatIsSpentBeforeWhatIsUsed()
    {
        var cache = new TokenCache(8);
        for (var i = 0; i < 8; i++)
            cache.Add($"token-{i}", Entry($"token-{i}", expiresAt: i == 5 ? Now : Now + 1000), Now);

        cache.Add("newcomer", Entry("newcomer"), Now);

        cache.Find("token-5").ShouldBeNull();
        Enumerable.Range(0, 8).Where(i => i != 5).ShouldAllBe(i => cache.Find($"token-{i}") != null);
    }

    [Fact]
    public void Security_T7_FullSet_KeepsTheTokenInUse()
    {
        var cache = new TokenCache(8);
        cache.Add("hot", Entry("hot"), Now);

        for (var i = 0; i < 100; i++)
        {
            cache.Find("hot").ShouldNotBeNull();
            cache.Add($"cold-{i}", Entry($"cold-{i}"), Now);
        }
    }

    [Fact]
    public void Security_T7_SameTokenTwice_IsOneEntry()
    {
        var cache = new TokenCache(64);
        var second = Entry("token");
        cache.Add("token", Entry("token"), Now);

        cache.Add("token", second, Now);

        cache.Count.ShouldBe(1);
        cache.Find("token").ShouldBeSameAs(second);
    }

    [Fact]
    public void Security_T7_ConcurrentUse_NeverGivesAnotherTokensFacts()
    {
        var cache = new TokenCache(64);
        var names = Enumerable.Range(0, 500).Select(i => $"token-{i}").ToArray();

        Parallel.For(0, 40_000, i =>
        {
            var name = names[i * 7919 % names.Length];
            if (cache.Find(name) is { } entry)
                entry.Token.Subject.ShouldBe(name);
            else
                cache.Add(name, Entry(name), Now);
        });

        cache.Count.ShouldBeLessThanOrEqualTo(64);
    }

    private static CachedToken Entry(string token, long? expiresAt = null) => new(
        Encoding.ASCII.GetBytes(token),
        new ValidatedToken
        {
            IssuerName = "test",
            Tenant = "acme",
            Subject = token,
            TenantHash = default,
            SubjectHash = default,
            IssuedAt = Now,
            ExpiresAt = expiresAt ?? Now + 1000,
            SessionId = null,
            SessionHash = null,
        },
        Key);

    private static readonly SigningKey Key =
        KeySetReader.Read(Encoding.UTF8.GetBytes(TestIssuer.KeySet(TestKeys.Ec)), KeySet.Empty, out _).Keys[0];

    private static int Hit(TokenAuthenticator authenticator, ReadOnlyMemory<char> token, int times)
    {
        var accepted = 0;
        for (var i = 0; i < times; i++)
        {
            var outcome = authenticator.AuthenticateAsync(token, CancellationToken.None);
            if (outcome.IsCompletedSuccessfully && outcome.Result.Token is not null)
                accepted++;
        }

        return accepted;
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
