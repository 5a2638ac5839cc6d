namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// The live keys of one issuer (SECURITY T6). Reads are a volatile load. Refreshes are single flight: the schedule of <see cref="RunAsync"/> and
/// the demand of tokens with an unknown key share whatever read is under way. A read that fails leaves the last good set in place, up to
/// <see cref="IssuerOptions.MaxKeyAge"/>.
/// </summary>
internal sealed partial class IssuerKeys : IDisposable
{
    /// <summary>Shortest time between two reads that tokens caused.</summary>
    public static readonly TimeSpan DemandEvery = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(60);

    private readonly string _name;
    private readonly IKeySource _source;
    private readonly TimeSpan _maxAge;
    private readonly TimeProvider _time;
    private readonly Random _jitter;
    private readonly TokenMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _lifetime = new();
    private readonly CancellationToken _stopped;
    private KeySet _current = KeySet.Empty;
    private Task<bool>? _inFlight;
    private long? _demandedAt;

    // Written by the one read in flight only.
    private byte[]? _lastDocument;
    private long? _readAt;
    private bool _failing;

    public IssuerKeys(string name, IKeySource source, TimeSpan maxAge, TimeProvider time, Random jitter, TokenMetrics metrics, ILogger<IssuerKeys> logger)
    {
        _name = name;
        _source = source;
        _maxAge = maxAge;
        _time = time;
        _jitter = jitter;
        _metrics = metrics;
        _logger = logger;
        _stopped = _lifetime.Token;
    }

    /// <summary>The last good set; empty until there is one.</summary>
    public KeySet Current => Volatile.Read(ref _current);

    /// <summary>Reads on schedule until <paramref name="stoppingToken"/>, with growing pauses while it fails.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        var retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            TimeSpan pause;
            if (await RefreshAsync().WaitAsync(stoppingToken))
            {
                // Up to a tenth early, so that edges started together do not ask together for ever.
                pause = _source.RefreshEvery * (1 - (_jitter.NextDouble() / 10));
                retry = FirstRetry;
            }
            else
            {
                pause = retry * (1 - (_jitter.NextDouble() / 2));
                retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }

            await Task.Delay(pause, _time, stoppingToken);
        }
    }

    /// <summary>Reads the keys, or joins the read under way; true when it succeeded. Never throws.</summary>
    public Task<bool> RefreshAsync()
    {
        lock (_gate)
            return _inFlight ?? StartAsync();
    }

    /// <summary>
    /// For a token whose key is unknown: joins the read under way (<paramref name="joined"/>) or starts one. False, with nothing to
    /// wait for, when tokens have caused one less than <see cref="DemandEvery"/> ago.
    /// </summary>
    public bool TryDemand(out Task<bool> refresh, out bool joined)
    {
        lock (_gate)
        {
            joined = _inFlight is not null;
            if (!joined && _demandedAt is { } at && _time.GetElapsedTime(at) < DemandEvery)
            {
                refresh = Task.FromResult(false);
                return false;
            }

            if (!joined)
                _demandedAt = _time.GetTimestamp();
            refresh = _inFlight ?? StartAsync();
            return true;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lifetime.Cancel();
        _lifetime.Dispose();
    }

    private Task<bool> StartAsync() => _inFlight = Task.Run(ReadAsync, CancellationToken.None);

    private async Task<bool> ReadAsync()
    {
        try
        {
            var document = await _source.ReadAsync(_stopped);
            if (_lastDocument is null || !document.AsSpan().SequenceEqual(_lastDocument))
                Replace(document);
            _readAt = _time.GetTimestamp();
            if (_failing)
                Log.Recovered(_logger, _name);
            _failing = false;
            _metrics.KeysRefreshed(_name, succeeded: true);
            return true;
        }
#pragma warning disable CA1031 // Top of the refresh: whatever went wrong, the last good set stays and the next read is due.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (_stopped.IsCancellationRequested)
                return false;
            Fail(e);
            return false;
        }
        finally
        {
            lock (_gate)
                _inFlight = null;
        }
    }

    private void Replace(byte[] document)
    {
        var next = KeySetReader.Read(document, Current, out var unusable);
        Publish(next);
        _lastDocument = document;
        Log.Replaced(_logger, _name, next.Keys.Count);
        if (unusable > 0)
            Log.Unusable(_logger, _name, unusable);
    }

    private void Fail(Exception e)
    {
        if (!_failing)
            Log.Failing(_logger, _name, e);
        _failing = true;
        _metrics.KeysRefreshed(_name, succeeded: false);
        if (_readAt is not { } at || _time.GetElapsedTime(at) <= _maxAge || Current.Keys.Count == 0)
            return;

        Publish(KeySet.Empty);
        _lastDocument = null;
        Log.Outlived(_logger, _name, _maxAge);
    }

    /// <summary>First the new set, then the end of the keys that left it: a token is never refused for want of a set.</summary>
    private void Publish(KeySet next)
    {
        var previous = Current;
        Volatile.Write(ref _current, next);
        foreach (var key in previous.Keys)
        {
            if (!next.Keys.Contains(key))
                key.Retire();
        }
    }
}
