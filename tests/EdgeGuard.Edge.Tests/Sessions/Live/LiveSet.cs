using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Sessions.Live;

/// <summary>Connections of the five kinds through one edge, and the clients that they share.</summary>
internal sealed class LiveSet : IAsyncDisposable
{
    private const int OpenAtOnce = 32;

    private readonly HttpClient _http1 = NewClient();
    private readonly HttpClient _http2 = NewClient();

    public List<LiveConnection> Connections { get; } = [];

    /// <summary>Opens as many of each kind for a user.</summary>
    public async Task<List<LiveConnection>> OpenAsync(EdgeRig edge, string user, int ofEachKind = 1)
    {
        var token = edge.Token(user, json => json["exp"] = edge.Issuer.Now + 3600);
        var opened = new List<LiveConnection>();
        for (var i = 0; i < ofEachKind; i++)
        {
            opened.Add(new Socket($"{user}-socket-{i}"));
            opened.Add(new Download($"{user}-events-{i}", _http1, events: true));
            opened.Add(new Call($"{user}-call-{i}", _http2));
            opened.Add(new Download($"{user}-download-{i}", _http1));
            opened.Add(new Upload($"{user}-upload-{i}"));
        }

        Connections.AddRange(opened);
        await Parallel.ForEachAsync(
            opened,
            new ParallelOptions { MaxDegreeOfParallelism = OpenAtOnce, CancellationToken = TestContext.Current.CancellationToken },
            async (connection, _) => await connection.OpenAsync(edge, token));
        return opened;
    }

    public Call NewCall(string name) => Add(new Call(name, _http2));

    /// <summary>Makes bytes go through every connection, and waits until they have.</summary>
    public static async Task ExchangeAsync(EdgeRig edge, IReadOnlyList<LiveConnection> connections)
    {
        var before = connections.Select(connection => connection.Progress).ToArray();
        await SendAsync(edge, connections);
        await Eventually.HoldsAsync(
            () => connections.Index().All(item => item.Item.Progress > before[item.Index]), "bytes go through every connection");
    }

    /// <summary>Waits until nothing is on its way any more, and tells how far each connection is.</summary>
    public static async Task<long[]> SettleAsync(IReadOnlyList<LiveConnection> connections)
    {
        long[] last = [];
        var same = 0;
        await Eventually.HoldsAsync(
            () =>
            {
                var now = connections.Select(connection => connection.Progress).ToArray();
                same = now.AsSpan().SequenceEqual(last) ? same + 1 : 0;
                last = now;
                return same == 20;
            },
            "nothing is on its way");
        return last;
    }

    /// <summary>Sends something into every connection, from the side that sends.</summary>
    public static async Task SendAsync(EdgeRig edge, IReadOnlyList<LiveConnection> connections)
    {
        edge.App.Live.Publish();
        await Task.WhenAll(connections.Select(connection => connection.SendAsync())).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in Connections)
            await connection.DisposeAsync();
        _http1.Dispose();
        _http2.Dispose();
    }

    private Call Add(Call call)
    {
        Connections.Add(call);
        return call;
    }

    private static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = null,
    })
    { Timeout = Timeout.InfiniteTimeSpan };
}
