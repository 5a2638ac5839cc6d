using System.Net.WebSockets;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Edge.Tests.Sessions.Live;
using EdgeGuard.Engine.Hashing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Sessions;

public class LiveConnectionTests
{
    private const int Kinds = 5;

    [Theory]
    [InlineData(2)]
    [InlineData(100)]
    public async Task Deactivate_AThousandLiveConnectionsOfFiveKinds_CutsTheUsersOwnAndNoOther(int ofEachKind)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        edge.Directory.AddViewer("ben");
        await using var live = new LiveSet();
        var open = edge.Services.GetRequiredService<OpenRequests>();
        var revoked = await live.OpenAsync(edge, "ada", ofEachKind);
        var others = await live.OpenAsync(edge, "ben", ofEachKind);
        await LiveSet.ExchangeAsync(edge, live.Connections);
        open.Count.ShouldBe(2 * Kinds * ofEachKind);

        var start = TimeProvider.System.GetTimestamp();
        edge.Directory.Deactivate("ada");
        var returned = TimeProvider.System.GetElapsedTime(start);
        await Task.WhenAll(revoked.Select(connection => connection.Ended)).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        var cut = TimeProvider.System.GetElapsedTime(start);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{revoked.Count} of {live.Connections.Count} live connections cut: swap returned after {returned.TotalMilliseconds:f1} ms, clients saw the last end after {cut.TotalMilliseconds:f1} ms.");
        others.ShouldAllBe(connection => !connection.Ended.IsCompleted);
        await LiveSet.ExchangeAsync(edge, others);
        others.ShouldAllBe(connection => !connection.Ended.IsCompleted);
        revoked.OfType<Live.Socket>().ShouldAllBe(socket => socket.CloseStatus == WebSocketCloseStatus.PolicyViolation);
        await Eventually.HoldsAsync(() => open.Count == others.Count, "what was cut leaves the register");
    }

    [Fact]
    public async Task Register_RequestsOfTwoSessions_AreFoundBySession()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var open = edge.Services.GetRequiredService<OpenRequests>();
        using var first = await edge.SendAsync(HttpMethod.Get, "/hold/first", edge.Token("ada", json => json["sid"] = "s1"));
        using var second = await edge.SendAsync(HttpMethod.Get, "/hold/second", edge.Token("ada", json => json["sid"] = "s2"));
        using var third = await edge.SendAsync(HttpMethod.Get, "/hold/third", edge.Token("ada", json => json.Remove("sid")));

        List<string?> Find(Hash128 session)
        {
            var found = new List<OpenRequest>();
            open.OfSession(session, found);
            return [.. found.Select(request => request.Token.SessionId)];
        }

        var hasher = TestDirectory.Hasher;
        Find(hasher.Session(TestDirectory.Tenant, "s1")).ShouldBe(["s1"]);
        Find(hasher.Session(TestDirectory.Tenant, "s2")).ShouldBe(["s2"]);
        Find(hasher.Session(TestDirectory.Tenant, "s3")).ShouldBeEmpty();
        Find(hasher.Session(hasher.Tenant("globex"), "s1")).ShouldBeEmpty();
        open.Count.ShouldBe(3);
        edge.Directory.Deactivate("ada");
        await Eventually.HoldsAsync(() => open.Count == 0, "the register is empty");
        Find(hasher.Session(TestDirectory.Tenant, "s1")).ShouldBeEmpty();
    }
}
