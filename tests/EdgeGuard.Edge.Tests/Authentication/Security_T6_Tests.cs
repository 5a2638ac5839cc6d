using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authentication.Keys;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>SECURITY T6: where keys come from, when they are read again, and what an outage does. Over real HTTP.</summary>
public class Security_T6_Tests
{
    private static readonly TestIssuer Issuer = new(TokenRig.Start);

    [Fact]
    public async Task Security_T6_Discovery_FindsTheKeys()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        server.Discovery = Discovery(TestIssuer.Url, server.KeysUrl);
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(Discover(server, client));

        await rig.ShouldAcceptAsync(Issuer.Token());
    }

    [Fact]
    public async Task Security_T6_DiscoveryOfAnotherIssuer_GivesNoKeys()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        server.Discovery = Discovery(TestIssuer.Url + "/", server.KeysUrl);
        using var client = new MetadataClient();

        using var rig = await TokenRig.CreateAsync(Discover(server, client));

        rig.Keys.Current.Keys.ShouldBeEmpty();
        server.KeyReads.ShouldBe(0);
    }

    [Fact]
    public async Task Security_T6_DiscoveryThatPointsBeyondLoopbackInClear_GivesNoKeys()
    {
        await using var server = await KeyServer.StartAsync();
        server.Discovery = Discovery(TestIssuer.Url, new Uri("http://192.0.2.1/keys"));
        using var client = new MetadataClient();

        await Should.ThrowAsync<InvalidDataException>(Discover(server, client).ReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Security_T6_Redirect_IsNotFollowed()
    {
        await using var server = await KeyServer.StartAsync();
        await using var elsewhere = await KeyServer.StartAsync();
        elsewhere.Keys = TestIssuer.KeySet(TestKeys.Ec);
        server.RedirectTo = elsewhere.KeysUrl.ToString();
        using var client = new MetadataClient();

        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));

        rig.Keys.Current.Keys.ShouldBeEmpty();
        elsewhere.KeyReads.ShouldBe(0);
    }

    [Fact]
    public async Task Security_T6_OversizedDocument_IsNotRead()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec) + new string(' ', MetadataClient.MaxDocumentBytes);
        using var client = new MetadataClient();

        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));

        rig.Keys.Current.Keys.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[],"keys":[]}""")]
    [InlineData("<html>")]
    public async Task Security_T6_BrokenDocument_LeavesTheLastGoodSet(string document)
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec));
        using var rig = await TokenRig.CreateAsync(source);
        source.Document = document;

        (await rig.Keys.RefreshAsync()).ShouldBeFalse();

        await rig.ShouldAcceptAsync(Issuer.Token());
    }

    [Fact]
    public async Task Security_T6_RolledOverKey_IsFetchedOnFirstUse()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        server.Keys = TestIssuer.KeySet(TestKeys.Ec, TestKeys.OtherEc);

        await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.OtherEc));

        server.KeyReads.ShouldBe(2);
        await rig.ShouldAcceptAsync(Issuer.Token());
    }

    [Fact]
    public async Task Security_T6_FloodOfUnknownKeys_CausesOneFetchIn30Seconds()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        var flood = Enumerable.Range(0, 500).Select(i => Issuer.Token(key: TestKeys.OtherEc.As($"unknown-{i}"))).ToList();

        await Parallel.ForEachAsync(flood, async (token, _) => await rig.ShouldRefuseAsync(token, TokenFault.Key));
        var first = server.KeyReads;
        rig.Time.Advance(IssuerKeys.DemandEvery - TimeSpan.FromMilliseconds(1));
        await Parallel.ForEachAsync(flood, async (token, _) => await rig.ShouldRefuseAsync(token, TokenFault.Key));
        var before = server.KeyReads;
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await Parallel.ForEachAsync(flood, async (token, _) => await rig.ShouldRefuseAsync(token, TokenFault.Key));

        (first, before, server.KeyReads).ShouldBe((2, 2, 3));
        await rig.ShouldAcceptAsync(Issuer.Token());
    }

    [Fact]
    public async Task Security_T6_TokensThatAreWrongAnyway_CauseNoFetch()
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec));
        using var rig = await TokenRig.CreateAsync(source);

        await rig.ShouldRefuseAsync(Issuer.Token(p => p["aud"] = "other", key: TestKeys.OtherEc), TokenFault.Audience);

        source.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task Security_T6_ConcurrentTokensOfANewKey_ShareOneFetch()
    {
        await using var server = await KeyServer.StartAsync();
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        var gate = new TaskCompletionSource();
        server.Gate = gate.Task;
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);

        var waiting = Enumerable.Range(0, 20).Select(i => rig.AuthenticateAsync(Issuer.Token(p => p["n"] = i))).ToList();
        waiting.ShouldAllBe(task => !task.IsCompleted);
        gate.SetResult();
        var outcomes = await Task.WhenAll(waiting);

        outcomes.ShouldAllBe(outcome => outcome.Fault == TokenFault.None);
        server.KeyReads.ShouldBe(2);
    }

    [Fact]
    public async Task Security_T6_FetchBegunBeforeTheKeyWasPublished_IsFollowedByOneMore()
    {
        await using var server = await KeyServer.StartAsync();
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        var gate = new TaskCompletionSource();
        server.Gate = gate.Task;
        var scheduled = rig.Keys.RefreshAsync();
        await Eventually.HoldsAsync(() => server.KeyReads == 2, "the scheduled read has reached the issuer");
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);

        var waiting = rig.AuthenticateAsync(Issuer.Token());
        gate.SetResult();

        (await scheduled).ShouldBeTrue();
        (await waiting).Fault.ShouldBe(TokenFault.None);
        server.KeyReads.ShouldBe(3);
    }

    [Fact]
    public async Task Security_T6_CallerThatGivesUp_DoesNotEndTheFetch()
    {
        await using var server = await KeyServer.StartAsync();
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        var gate = new TaskCompletionSource();
        server.Gate = gate.Task;
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        using var patience = new CancellationTokenSource();

        var impatient = rig.Authenticator.AuthenticateAsync(Issuer.Token(), patience.Token).AsTask();
        var patient = rig.AuthenticateAsync(Issuer.Token(p => p["n"] = 1));
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(impatient);
        gate.SetResult();

        (await patient).Fault.ShouldBe(TokenFault.None);
    }

    [Fact]
    public async Task Security_T6_IssuerThatHangs_HoldsATokenForMaxWaitOnly()
    {
        await using var server = await KeyServer.StartAsync();
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        server.Gate = new TaskCompletionSource().Task;

        var waiting = rig.AuthenticateAsync(Issuer.Token());
        await Eventually.HoldsAsync(() => server.KeyReads == 2, "the issuer is asked");
        rig.Time.Advance(TokenAuthenticator.MaxWait - TimeSpan.FromMilliseconds(1));
        waiting.IsCompleted.ShouldBeFalse();
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));

        (await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Fault.ShouldBe(TokenFault.Key);

        var joining = rig.AuthenticateAsync(Issuer.Token());
        rig.Time.Advance(TokenAuthenticator.MaxWait);
        (await joining.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Fault.ShouldBe(TokenFault.Key);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000/keys", true)]
    [InlineData("http://localhost/keys", true)]
    [InlineData("https://issuer.test/keys", false)]
    public void Security_T6_Proxy_IsNotAskedForLoopback(string url, bool bypassed)
    {
        var proxy = new LoopbackBypass(new System.Net.WebProxy("http://proxy.test:3128"));

        proxy.IsBypassed(new Uri(url)).ShouldBe(bypassed);
        (proxy.GetProxy(new Uri(url)) is null).ShouldBe(bypassed);
    }

    [Fact]
    public async Task Security_T6_RemovedKey_IsRefusedAfterTheRefreshThatShowsIt()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec, TestKeys.OtherEc);
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        var token = Issuer.Token();
        await rig.ShouldAcceptAsync(token);
        server.Keys = TestIssuer.KeySet(TestKeys.OtherEc);
        await rig.ShouldAcceptAsync(token);

        await rig.Keys.RefreshAsync();

        await rig.ShouldRefuseAsync(token, TokenFault.Key);
        await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.OtherEc));
    }

    [Fact]
    public async Task Security_T6_Rollovers_RefuseNoGoodToken()
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec.As("k-0")));
        using var rig = await TokenRig.CreateAsync(source);

        for (var i = 1; i <= 1000; i++)
        {
            source.Document = TestIssuer.KeySet(TestKeys.Ec.As($"k-{i - 1}"), TestKeys.Ec.As($"k-{i}"));
            rig.Time.Advance(IssuerKeys.DemandEvery);
            var issuer = new TestIssuer(rig.Time.GetUtcNow());
            await rig.ShouldAcceptAsync(issuer.Token(key: TestKeys.Ec.As($"k-{i - 1}")));
            await rig.ShouldAcceptAsync(issuer.Token(key: TestKeys.Ec.As($"k-{i}")));
        }
    }

    [Fact]
    public async Task Security_T6_Outage_LeavesTheLastGoodSetUpToItsBound()
    {
        await using var server = await KeyServer.StartAsync();
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client), o => o.MaxKeyAge = TimeSpan.FromMinutes(30));
        server.Status = 503;
        var token = Issuer.Token();

        rig.Time.Advance(TimeSpan.FromMinutes(30));
        (await rig.Keys.RefreshAsync()).ShouldBeFalse();
        await rig.ShouldAcceptAsync(token);

        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        (await rig.Keys.RefreshAsync()).ShouldBeFalse();
        await rig.ShouldRefuseAsync(token, TokenFault.KeysUnavailable);

        server.Status = 200;
        (await rig.Keys.RefreshAsync()).ShouldBeTrue();
        await rig.ShouldAcceptAsync(token);
        rig.KeysLog.Collector.GetSnapshot().Select(record => record.Id.Id)
            .ShouldBe([EventIds.KeysReplaced, EventIds.KeysFailing, EventIds.KeysOutlived, EventIds.KeysReplaced, EventIds.KeysRecovered]);
    }

    [Fact]
    public async Task Security_T6_IssuerAwayAtTheStart_IsAskedAgainUntilItIsThere()
    {
        await using var server = await KeyServer.StartAsync();
        server.Status = 503;
        server.Keys = TestIssuer.KeySet(TestKeys.Ec);
        using var client = new MetadataClient();
        using var rig = await TokenRig.CreateAsync(new UrlKeySource(server.KeysUrl, client));
        using var stop = new CancellationTokenSource();
        var running = rig.Keys.RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => server.KeyReads >= 4, "the issuer is asked again while it is away", () => rig.Time.Advance(TimeSpan.FromSeconds(1)));

        server.Status = 200;
        await Eventually.HoldsAsync(() => rig.Keys.Current.Keys.Count == 1, "the keys are there", () => rig.Time.Advance(TimeSpan.FromSeconds(1)));
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(running);
        rig.KeysLog.Collector.GetSnapshot().Count(record => record.Level == LogLevel.Warning).ShouldBe(1, "one line for each change of state");
    }

    [Fact]
    public async Task Security_T6_Schedule_ReadsEveryFiveMinutes()
    {
        var source = new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec));
        using var rig = await TokenRig.CreateAsync(source);
        using var stop = new CancellationTokenSource();
        var running = rig.Keys.RunAsync(stop.Token);
        await Eventually.HoldsAsync(() => source.Reads == 2, "the first scheduled read");

        source.Document = TestIssuer.KeySet(TestKeys.OtherEc);
        await Eventually.HoldsAsync(() => source.Reads == 3, "the next one", () => rig.Time.Advance(TimeSpan.FromMinutes(1)));
        await stop.CancelAsync();

        (rig.Time.GetUtcNow() - TokenRig.Start).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(4.5));
        await Should.ThrowAsync<OperationCanceledException>(running);
    }

    [Fact]
    public async Task Security_T6_File_IsReadAgainWhenItChanges()
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(path, TestIssuer.KeySet(TestKeys.Ec));
            using var rig = await TokenRig.CreateAsync(new FileKeySource(path));
            await rig.ShouldAcceptAsync(Issuer.Token());
            using var stop = new CancellationTokenSource();
            var running = rig.Keys.RunAsync(stop.Token);

            await File.WriteAllTextAsync(path, TestIssuer.KeySet(TestKeys.OtherEc));
            await Eventually.HoldsAsync(
                () => rig.Keys.Current.Keys.Any(key => key.KeyId == "ec-2"), "the changed file is read", () => rig.Time.Advance(TimeSpan.FromSeconds(1)));
            await stop.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(running);
            await rig.ShouldRefuseAsync(Issuer.Token(), TokenFault.Key);
            await rig.ShouldAcceptAsync(Issuer.Token(key: TestKeys.OtherEc));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("https://issuer.test/keys", false, true)]
    [InlineData("http://issuer.test/keys", true, false)]
    [InlineData("http://127.0.0.1:5000/keys", true, true)]
    [InlineData("http://[::1]:5000/keys", true, true)]
    [InlineData("http://localhost/keys", true, true)]
    [InlineData("http://localhost/keys", false, false)]
    [InlineData("http://localhost.issuer.test/keys", true, false)]
    [InlineData("http://127.0.0.1@issuer.test/keys", true, false)]
    [InlineData("https://user@issuer.test/keys", false, false)]
    [InlineData("file:///etc/keys", true, false)]
    [InlineData("/keys", true, false)]
    [InlineData(null, true, false)]
    public void Security_T6_MetadataUrl_IsHttpsOrPermittedLoopback(string? url, bool allowPlaintext, bool accepted) =>
        MetadataUrl.TryParse(url, allowPlaintext, out _).ShouldBe(accepted);

    private static DiscoveryKeySource Discover(KeyServer server, MetadataClient client) =>
        new(server.Url.ToString(), TestIssuer.Url, allowPlaintext: true, client);

    private static string Discovery(string issuer, Uri keys) => $$"""{"issuer":"{{issuer}}","jwks_uri":"{{keys}}"}""";
}
