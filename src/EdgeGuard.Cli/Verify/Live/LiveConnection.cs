namespace EdgeGuard.Cli.Verify.Live;

/// <summary>A connection through an edge's proxy that stays open until somebody ends it, watched in the background.</summary>
internal abstract class LiveConnection(string kind, string edge) : IDisposable
{
    /// <summary>What it is: <c>WebSocket</c>.</summary>
    public string Kind => kind;

    /// <summary>Through which edge.</summary>
    public string Edge => edge;

    /// <summary>Completes when it ends; never throws.</summary>
    public abstract Task<LiveEnd> Ended { get; }

    /// <summary>Cancelled when this side gives it up.</summary>
    protected CancellationTokenSource GivenUp { get; } = new();

    public void Dispose()
    {
        GivenUp.Cancel();
        Release();
        GivenUp.Dispose();
    }

    /// <summary>Closes what it is made of.</summary>
    protected abstract void Release();
}
