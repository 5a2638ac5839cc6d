using System.Net;
using System.Text.Json;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.V1;

namespace EdgeGuard.Edge.Tests.Leases;

/// <summary>FENCE section 2 step 5: the clock is read inside each decision, and once more just before a request is forwarded.</summary>
public class Fence_2_5_DecisionTests
{
    [Fact]
    public async Task Request_FirstAfterThePause_IsStaleAndCarriesTheVersion()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        // Nobody has told the edge anything: no timer has run.
        edge.LeaseClock.Advance(TestDirectory.LeaseLength);
        using var response = await edge.SendAsync(HttpMethod.Get, "/documents/1", edge.Token("ada"));

        await ShouldBeStaleAsync(response, edge.Directory.Version);
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Request_LeaseEndsBetweenDecisionAndForwarding_IsNotForwarded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");

        edge.LeaseClock.AdvanceAfter(readings: 1, TestDirectory.LeaseLength);
        using var response = await edge.SendAsync(HttpMethod.Get, "/documents/1", edge.Token("ada"));

        await ShouldBeStaleAsync(response, edge.Directory.Version);
        edge.App.Received.ShouldBe(0);
    }

    [Fact]
    public async Task Request_LeaseRunsAgain_IsForwarded()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.EndLease();

        edge.Directory.Lease();
        using var response = await edge.SendAsync(HttpMethod.Get, "/documents/1", edge.Token("ada"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_OnAnOpenRoute_NeedsNoLease()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.EndLease();

        using var response = await edge.SendAsync(HttpMethod.Get, "/public");

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Check_FirstAfterThePause_IsStaleAloneAndInABatch()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverTcp(edge);
        var version = (ulong)edge.Directory.Version;

        edge.LeaseClock.Advance(TestDirectory.LeaseLength);
        var alone = await client.CheckAsync(CheckClient.MayRead("ada"));
        var withToken = await client.CheckAsync(new CheckRequest { Token = edge.Token("ada"), Permission = "documents.read" });
        var batch = await client.BatchAsync(CheckClient.MayRead("ada"), CheckClient.MayRead("eve"));

        foreach (var answer in batch.Results.Append(alone).Append(withToken))
            (answer.Allowed, answer.Reason, answer.Version).ShouldBe((false, Reason.SnapshotStale, version));
    }

    [Fact]
    public async Task Batch_LeaseEndsAmidIt_RestsOnOneReading()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverTcp(edge);

        edge.LeaseClock.AdvanceAfter(readings: 1, TestDirectory.LeaseLength);
        var batch = await client.BatchAsync(Enumerable.Repeat(CheckClient.MayRead("ada"), 50));
        var after = await client.CheckAsync(CheckClient.MayRead("ada"));

        batch.Results.ShouldAllBe(answer => answer.Allowed);
        after.Reason.ShouldBe(Reason.SnapshotStale);
    }

    private static async Task ShouldBeStaleAsync(HttpResponseMessage response, long version)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Headers.RetryAfter.ShouldNotBeNull();
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var problem = await JsonDocument.ParseAsync(body, cancellationToken: TestContext.Current.CancellationToken);
        problem.RootElement.GetProperty("reason").GetString().ShouldBe("SNAPSHOT_STALE");
        problem.RootElement.GetProperty("version").GetInt64().ShouldBe(version);
    }
}
