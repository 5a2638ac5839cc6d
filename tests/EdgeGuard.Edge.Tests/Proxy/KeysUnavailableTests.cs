using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.V1;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;

namespace EdgeGuard.Edge.Tests.Proxy;

/// <summary>An issuer whose keys were never read: its tokens are neither good nor bad.</summary>
public sealed class KeysUnavailableTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-keys-");

    private string KeysPath => Path.Combine(_folder.FullName, "jwks.json");

    [Fact]
    public async Task Proxy_IssuerWithoutKeys_Is503WithoutAReason()
    {
        await using var edge = await StartAsync();
        using var decisions = new MetricCollector<long>(
            edge.Services.GetRequiredService<IMeterFactory>(), EdgeMetrics.MeterName, "edgeguard.proxy.decisions");

        using var response = await edge.SendAsync(HttpMethod.Get, "/me", edge.Token("ada"));

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        response.Headers.WwwAuthenticate.ShouldBeEmpty();
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        problem.RootElement.GetProperty("type").GetString().ShouldBe("urn:edgeguard:problem:issuer-keys-unavailable");
        problem.RootElement.TryGetProperty("reason", out _).ShouldBeFalse();
        decisions.GetMeasurementSnapshot().ShouldHaveSingleItem().Tags["reason"].ShouldBe("KEYS_UNAVAILABLE");
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Proxy_BadTokenOfIssuerWithoutKeys_IsStill401()
    {
        await using var edge = await StartAsync();

        using var response = await edge.SendAsync(HttpMethod.Get, "/me", edge.Token("ada", json => json["aud"] = "another"));

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Check_TokenOfIssuerWithoutKeys_IsUnavailable()
    {
        await using var edge = await StartAsync();
        using var client = CheckClient.OverTcp(edge);
        var check = new CheckRequest { Token = edge.Token("ada"), Permission = "documents.read" };

        var one = await Should.ThrowAsync<RpcException>(() => client.CheckAsync(check));
        var batch = await Should.ThrowAsync<RpcException>(() => client.BatchAsync(CheckClient.MayRead("ada"), check));

        one.StatusCode.ShouldBe(StatusCode.Unavailable);
        batch.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Edge_IssuerWithoutKeys_StaysReadyAndAnswersChecksBySubject()
    {
        await using var edge = await StartAsync();
        using var client = CheckClient.OverTcp(edge);

        var check = await client.CheckAsync(CheckClient.MayRead("ada"));
        using var ready = await edge.Client.GetAsync(new Uri(edge.Health, "/healthz/ready"), TestContext.Current.CancellationToken);

        check.Allowed.ShouldBeTrue();
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Proxy_KeysArrive_TheSameTokenIsAccepted()
    {
        await using var edge = await StartAsync();
        var token = edge.Token("ada");
        (await StatusAsync(edge, token)).ShouldBe(HttpStatusCode.ServiceUnavailable);

        await File.WriteAllTextAsync(KeysPath, TestIssuer.KeySet(TestKeys.Ec), TestContext.Current.CancellationToken);
        edge.Time.Advance(TimeSpan.FromSeconds(31));

        (await StatusAsync(edge, token)).ShouldBe(HttpStatusCode.OK);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<EdgeRig> StartAsync() => EdgeRig.StartWithAsync("ada", $"EdgeGuard:Issuers:test:JwksPath={KeysPath}");

    private static async Task<HttpStatusCode> StatusAsync(EdgeRig edge, string token)
    {
        using var response = await edge.SendAsync(HttpMethod.Get, "/me", token);
        return response.StatusCode;
    }
}
