using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// The copy's file as this process knows it: what it holds, and what went wrong with it. One thread at a time, except that a reading that was
/// given up may go on beside the others.
/// </summary>
internal sealed partial class DiskCopyStore(
    IOptions<DiskCopyOptions> options, EnvironmentKeys keys, DiskCopyMetrics metrics, TimeProvider time, ILogger<DiskCopyStore> logger)
{
    /// <summary>A temporary file that nobody has written to for so long is of a process that was killed.</summary>
    private static readonly TimeSpan LeftBehind = TimeSpan.FromMinutes(10);

    private readonly DiskCopyCodec _codec = new(keys);
    private readonly string _path = options.Value.Path.Length == 0 ? "" : Path.GetFullPath(options.Value.Path);
    private StrongBox<LogHead>? _kept;
    private bool _failing;
    private bool _swept;

    /// <summary>Whether a copy is kept at all.</summary>
    public bool IsEnabled => _path.Length > 0;

    /// <summary>True when the file holds exactly this state.</summary>
    public bool Holds(Snapshot state) => Volatile.Read(ref _kept)?.Value == HeadOf(state);

    /// <summary>The state in the file and what shows it; null when there is none that can be used, which is told by its cause.</summary>
    public (Snapshot State, ReadOnlyMemory<byte> Witness)? Load()
    {
        var startedAt = time.GetTimestamp();
        var fault = Read(out var state, out var witness);
        if (state is not null)
        {
            // A later write knows better.
            Interlocked.CompareExchange(ref _kept, new StrongBox<LogHead>(HeadOf(state)), comparand: null);
            metrics.Kept(state.Version);
            Log.Loaded(logger, state.Version, time.GetElapsedTime(startedAt).TotalMilliseconds);
            return (state, witness);
        }

        if (fault == DiskCopyFault.Missing)
            return null;
        metrics.Refused(fault);
        Log.Refused(logger, _path, fault);
        return null;
    }

    /// <summary>Replaces the copy; a failure is told once, and the old one stays.</summary>
    /// <returns>How long it took.</returns>
    public TimeSpan Save(Snapshot state, ReadOnlyMemory<byte> witness, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        try
        {
            if (!_swept)
                DiskCopyFile.Sweep(_path, time.GetUtcNow() - LeftBehind);
            _swept = true;
            DiskCopyFile.Replace(_path, stream => _codec.Write(stream, state, witness.Span, cancellationToken));
            Volatile.Write(ref _kept, new StrongBox<LogHead>(HeadOf(state)));
            var duration = time.GetElapsedTime(startedAt);
            metrics.Written(state.Version, duration);
            Log.Written(logger, state.Version, duration.TotalMilliseconds);
            if (_failing)
                Log.Resumed(logger, _path);
            _failing = false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            metrics.Failed();
            if (!_failing)
                Log.Failed(logger, _path, e.Message);
            _failing = true;
        }

        return time.GetElapsedTime(startedAt);
    }

    private DiskCopyFault Read(out Snapshot? state, out ReadOnlyMemory<byte> witness)
    {
        state = null;
        witness = default;
        try
        {
            using var stream = DiskCopyFile.Open(_path);
            return _codec.Read(stream, out state, out witness);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return DiskCopyFault.Missing;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return DiskCopyFault.Unreadable;
        }
    }

    private static LogHead HeadOf(Snapshot state) => new(state.Epoch, state.Version, state.Digest);
}
