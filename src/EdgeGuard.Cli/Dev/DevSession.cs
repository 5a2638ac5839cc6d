namespace EdgeGuard.Cli.Dev;

/// <summary>One run of <c>dev</c>: the locked data folder, the running children, and <c>endpoints.json</c> kept true to them.</summary>
internal sealed class DevSession : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly FolderLock _held;
    private readonly DevTopology _topology;
    private readonly Supervisor _supervisor;
    private readonly Lock _writing = new();
    private bool _published;
    private bool _disposed;

    private DevSession(DataFolder folder, FolderLock held, DevTopology topology, SupervisorOptions patience, TimeProvider time, Action<SupervisorEvent> tell)
    {
        _folder = folder;
        _held = held;
        _topology = topology;
        _supervisor = new Supervisor(patience, time, e =>
        {
            Publish();
            tell(e);
        });
    }

    public EndpointsDocument Endpoints => _topology.Endpoints with { Processes = _supervisor.Processes };

    public string EndpointsPath => _folder.EndpointsPath;

    /// <summary>Starts everything; nothing is left running when it fails.</summary>
    public static async Task<DevSession> StartAsync(
        DevOptions options, SupervisorOptions patience, TimeProvider time, Action<SupervisorEvent> tell, CancellationToken cancellationToken)
    {
        var folder = DataFolder.Open(options.Data);
        var held = FolderLock.Take(folder);
        DevSession session;
        try
        {
            File.Delete(folder.EndpointsPath);
            var topology = DevTopology.Plan(options, folder, DevSecrets.Ensure(folder), new PortAllocator(new Random()));
            session = new DevSession(folder, held, topology, patience, time, tell);
        }
        catch
        {
            held.Dispose();
            throw;
        }

        try
        {
            foreach (var stage in session._topology.Services)
                await session._supervisor.StartAsync(stage, cancellationToken);
            await EdgeKeys.EnsureAsync(session.Endpoints, folder, time, cancellationToken);
            await session._supervisor.StartAsync(session._topology.Edges, cancellationToken);
            lock (session._writing)
                session._published = true;
            session.Publish();
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_writing)
        {
            if (_disposed)
                return;
            _disposed = true;
            _published = false;
            File.Delete(_folder.EndpointsPath);
        }

        await _supervisor.DisposeAsync();
        _held.Dispose();
    }

    private void Publish()
    {
        lock (_writing)
        {
            if (_published)
                EndpointsFile.Write(_folder.EndpointsPath, Endpoints);
        }
    }
}
