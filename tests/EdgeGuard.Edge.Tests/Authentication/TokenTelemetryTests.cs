using EdgeGuard.Edge.Authentication;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>What token validation counts and logs, and that neither holds a token.</summary>
public class TokenTelemetryTests
{
    private const string Canary = "canary-7f3a";

    [Fact]
    public async Task Validations_AreCountedByOutcome()
    {
        using var rig = await TokenRig.CreateAsync();
        using var collector = new MetricCollector<long>(rig.Meters, TokenMetrics.MeterName, "edgeguard.token.validations");
        var token = rig.Issuer.Token();

        await rig.AuthenticateAsync(token);
        await rig.AuthenticateAsync(token);
        await rig.AuthenticateAsync(rig.Issuer.Token(p => p.Remove("aud")));
        await rig.AuthenticateAsync(rig.Issuer.Token(header: h => h["crit"] = null));

        collector.GetMeasurementSnapshot().Select(m => m.Tags["outcome"]).ShouldBe(["valid", "cached", "audience", "header_extension"]);
    }

    [Fact]
    public async Task KeyRefreshes_AreCountedByIssuerAndOutcome()
    {
        var source = new MemoryKeySource("");
        using var rig = await TokenRig.CreateAsync(source);
        using var collector = new MetricCollector<long>(rig.Meters, TokenMetrics.MeterName, "edgeguard.token.key_refreshes");

        await rig.Keys.RefreshAsync();
        source.Document = TestIssuer.KeySet(TestKeys.Ec);
        await rig.Keys.RefreshAsync();

        collector.GetMeasurementSnapshot().Select(m => (m.Tags["issuer"], m.Tags["outcome"])).ShouldBe([("test", "failed"), ("test", "ok")]);
    }

    [Fact]
    public async Task Refusal_IsLoggedAtDebugWithoutTokenOrClaims()
    {
        using var rig = await TokenRig.CreateAsync();
        var token = rig.Issuer.Token(p => { p["sub"] = Canary; p["tenant"] = Canary + "\n"; }, h => h["kid"] = Canary);

        await rig.AuthenticateAsync(token);
        await rig.AuthenticateAsync(rig.Issuer.Token(p => p["sub"] = Canary, key: TestKeys.Ec.As(Canary)));

        var records = rig.Log.Collector.GetSnapshot();
        records.Select(record => (record.Id.Id, record.Level, record.Message)).ShouldBe(
        [
            (EventIds.TokenRefused, LogLevel.Debug, "A token was refused: Tenant."),
            (EventIds.TokenRefused, LogLevel.Debug, "A token was refused: Key."),
        ]);
        rig.KeysLog.Collector.GetSnapshot().ShouldAllBe(record => !record.Message.Contains(Canary));
    }

    [Fact]
    public async Task Outcomes_DoNotPrintTheToken()
    {
        using var rig = await TokenRig.CreateAsync();

        var outcome = await rig.AuthenticateAsync(rig.Issuer.Token(p => p["sub"] = Canary));

        outcome.ToString().ShouldNotContain(Canary);
    }

    [Fact]
    public async Task KeysLeftOut_AreReported()
    {
        using var rig = await TokenRig.CreateAsync(new MemoryKeySource(TestIssuer.KeySet(TestKeys.Ec, TestKeys.ShortRsa)));

        rig.KeysLog.Collector.GetSnapshot().Select(record => (record.Id.Id, record.Level)).ShouldBe(
            [(EventIds.KeysReplaced, LogLevel.Information), (EventIds.KeysUnusable, LogLevel.Information)]);
    }
}
