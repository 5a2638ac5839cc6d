using EdgeGuard.Sync.Leases;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>The configured scims, and which of them is asked at present. Thread-safe.</summary>
internal sealed class ScimList : IDisposable
{
    private int _current;

    /// <summary>Begins with a scim taken at random, so that many edges spread over them.</summary>
    public ScimList(LeaseStreamOptions options, Random random)
    {
        All = [.. options.Scims.Select((url, i) => new ScimEndpoint(new LinkId(i), new Uri(url), options.Key))];
        _current = All.Count > 0 ? random.Next(All.Count) : 0;
    }

    public IReadOnlyList<ScimEndpoint> All { get; }

    /// <summary>Index of the scim that is asked.</summary>
    public int Current
    {
        get => Volatile.Read(ref _current);
        set => Volatile.Write(ref _current, value);
    }

    public void Dispose()
    {
        foreach (var scim in All)
            scim.Dispose();
    }
}
