using System.Net;
using System.Net.Sockets;

namespace EdgeGuard.Testing;

/// <summary>
/// Stands between two parts on loopback so that a test can break what is between them, while both go on running. The mode may be
/// changed at any time from any thread and counts for open connections too.
/// </summary>
public sealed class TcpRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<RelayedConnection> _connections = [];
    private readonly Lock _gate = new();
    private readonly IPEndPoint _target;
    private readonly Task _accepting;
    private RelayMode _mode;
    private long _delayTicks;

    /// <summary>Starts to relay. Nothing has to listen at the target yet.</summary>
    /// <param name="targetPort">Loopback port to connect to for each connection that arrives.</param>
    public TcpRelay(int targetPort)
    {
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Loopback port on which it listens.</summary>
    public int Port { get; }

    /// <summary>How long <see cref="RelayMode.Delay"/> holds back each piece.</summary>
    public TimeSpan Delay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref _delayTicks));
        set => Interlocked.Exchange(ref _delayTicks, value.Ticks);
    }

    /// <summary>What it does now.</summary>
    public RelayMode Mode
    {
        get
        {
            lock (_gate)
                return _mode;
        }

        set
        {
            List<RelayedConnection> broken;
            lock (_gate)
            {
                _mode = value;
                broken = [.. _connections.Where(c => value == RelayMode.Reset || (value != RelayMode.BlackHole && c.HasLost))];
            }

            broken.ForEach(c => c.Dispose());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Mode = RelayMode.Reset;
        await _accepting;
        _stopping.Dispose();
    }

    /// <summary>Whether what this connection has just received goes nowhere; it is remembered in the connection, in one with the look at the mode.</summary>
    internal bool Swallows(RelayedConnection connection)
    {
        lock (_gate)
        {
            connection.HasLost |= _mode == RelayMode.BlackHole;
            return connection.HasLost;
        }
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopping.Token);
                running.RemoveAll(task => task.IsCompleted);
                running.Add(RelayAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }

        await Task.WhenAll(running);
    }

    private async Task RelayAsync(Socket socket)
    {
        using var connection = new RelayedConnection(socket, _target, this);
        lock (_gate)
        {
            if (_mode == RelayMode.Reset)
                return;
            _connections.Add(connection);
        }

        await connection.RunAsync(_stopping.Token);
        lock (_gate)
            _connections.Remove(connection);
    }
}
