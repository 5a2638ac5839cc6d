using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Decisions;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.V1;
using Grpc.Core;

namespace EdgeGuard.Edge.Tests.Decisions;

public class BatchCheckTests
{
    [Fact]
    public async Task BatchCheck_MixedQuestions_AreAnsweredInOrder()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverUnixSocket(edge);

        var answer = await client.BatchAsync(
            CheckClient.MayRead("ada"),
            CheckClient.MayRead("ada", "documents.delete"),
            CheckClient.MayRead("eve"),
            new CheckRequest { Token = edge.Token("ada"), Role = "viewer" },
            new CheckRequest { Token = "broken", Role = "viewer" },
            new CheckRequest { Tenant = "globex", Token = edge.Token("ada"), Role = "viewer" });

        answer.Results.Select(result => result.Reason).ShouldBe(
        [
            Reason.Unspecified, Reason.MissingPermission, Reason.UnknownSubject, Reason.Unspecified, Reason.TokenInvalid, Reason.UnknownTenant,
        ]);
        answer.Results.Select(result => result.DecisionId).Distinct().Count().ShouldBe(6);
    }

    [Fact]
    public async Task BatchCheck_WhileSnapshotsAreSwapped_NeverMixesTwoVersions()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.AddViewer("ben");
        using var client = CheckClient.OverUnixSocket(edge);
        var checks = Enumerable.Range(0, 200).Select(i => CheckClient.MayRead(i % 2 == 0 ? "ada" : "ben")).ToArray();
        using var stop = new CancellationTokenSource();
        // Ada and Ben always change together: an answer that has one active and the other not mixes two states.
        var writer = Task.Run(() =>
        {
            for (var active = false; !stop.IsCancellationRequested; active = !active)
                edge.Directory.Apply(TestDirectory.Status("ada", active), TestDirectory.Status("ben", active));
        });

        var versions = new HashSet<ulong>();
        for (var i = 0; i < 200; i++)
        {
            var answer = await client.BatchAsync(checks);
            answer.Results.Select(result => (result.Version, result.Reason)).Distinct().Count().ShouldBe(1);
            versions.Add(answer.Results[0].Version);
        }

        await stop.CancelAsync();
        await writer;
        versions.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task BatchCheck_MostChecksWithTheLongestTokens_AreAnswered()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverTcp(edge);
        var token = edge.Token("ada", json => json["pad"] = new string('x', 11_900));
        token.Length.ShouldBeInRange(16_000, CompactToken.MaxLength);

        var answer = await client.BatchAsync(
            Enumerable.Repeat(new CheckRequest { Token = token, Permission = "documents.read" }, CheckLimits.MaxChecks));

        answer.Results.Count.ShouldBe(CheckLimits.MaxChecks);
        answer.Results.ShouldAllBe(result => result.Allowed);
    }

    [Fact]
    public async Task BatchCheck_MessageBeyondTheLimit_IsResourceExhausted()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverTcp(edge);

        var refused = await Should.ThrowAsync<RpcException>(
            () => client.CheckAsync(new CheckRequest { Token = new string('x', CheckLimits.MaxMessageBytes), Permission = "documents.read" }));

        refused.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task BatchCheck_CountOutOfRange_IsInvalidArgument()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        using var client = CheckClient.OverTcp(edge);

        var none = await Should.ThrowAsync<RpcException>(() => client.BatchAsync());
        var most = await client.BatchAsync(Enumerable.Repeat(CheckClient.MayRead("ada"), CheckLimits.MaxChecks));
        var tooMany = await Should.ThrowAsync<RpcException>(() => client.BatchAsync(Enumerable.Repeat(CheckClient.MayRead("ada"), CheckLimits.MaxChecks + 1)));

        none.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        none.Status.Detail.ShouldStartWith("checks:");
        most.Results.Count.ShouldBe(CheckLimits.MaxChecks);
        tooMany.StatusCode.ShouldBe(StatusCode.InvalidArgument);
    }
}
