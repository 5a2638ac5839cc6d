using System.Net.Http.Headers;
using EdgeGuard.Edge.Tests.Hosting;

namespace EdgeGuard.Edge.Tests.Sessions.Live;

/// <summary>A client's long exchange with the app through an edge. Disposed when nobody needs it any more, cut or not.</summary>
internal abstract class LiveConnection : IAsyncDisposable
{
    private long _received;

    protected LiveConnection(string name) => Name = name;

    /// <summary>By which the app knows it.</summary>
    public string Name { get; }

    /// <summary>Grows whenever bytes got through, in the direction in which this kind carries them.</summary>
    public virtual long Progress => Volatile.Read(ref _received);

    /// <summary>Completes when it is over, whatever ended it; the exception if that was one.</summary>
    public Task<Exception?> Ended { get; private set; } = Task.FromResult<Exception?>(null);

    /// <summary>Opens it; returns when the first bytes have got through.</summary>
    public async Task OpenAsync(EdgeRig edge, string token)
    {
        await ConnectAsync(edge, token).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        Ended = RunAsync();
    }

    /// <summary>Sends something, if it is the client who sends; else the app does.</summary>
    public virtual Task SendAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    protected abstract Task ConnectAsync(EdgeRig edge, string token);

    /// <summary>Receives until the end.</summary>
    protected abstract Task ReceiveAsync();

    protected void Got(int count) => Interlocked.Add(ref _received, count);

    protected static HttpRequestMessage Request(HttpMethod method, Uri url, Version version, string token) => new(method, url)
    {
        Version = version,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
    };

    private async Task<Exception?> RunAsync()
    {
        try
        {
            await Task.Yield();
            await ReceiveAsync();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }
}
