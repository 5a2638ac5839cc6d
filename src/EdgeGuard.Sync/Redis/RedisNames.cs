using System.Globalization;
using StackExchange.Redis;

namespace EdgeGuard.Sync.Redis;

/// <summary>
/// Every key and channel name of an environment, in this file only. All share one hash tag, so that scripts may touch several in a
/// cluster. Immutable.
/// </summary>
internal sealed class RedisNames
{
    private readonly string _prefix;

    public RedisNames(string environment)
    {
        _prefix = $"{{eg:{environment}}}:";
        Head = _prefix + "head";
        Tail = _prefix + "tail";
        Manifest = _prefix + "snap:manifest";
        WriterLock = _prefix + "snap:lock";
        Writers = _prefix + "snap:writers";
        Changes = RedisChannel.Literal(_prefix + "changes");
    }

    /// <summary>String <c>epoch:version</c>: the end of what the tail holds.</summary>
    public RedisKey Head { get; }

    /// <summary>Sorted set of encoded entries, scored by version.</summary>
    public RedisKey Tail { get; }

    /// <summary>String: the sealed manifest of the newest whole snapshot.</summary>
    public RedisKey Manifest { get; }

    /// <summary>String with expiry: the id of the snapshot that is being written.</summary>
    public RedisKey WriterLock { get; }

    /// <summary>Set of the ids of all snapshots whose chunks may exist.</summary>
    public RedisKey Writers { get; }

    /// <summary>Channel of entries and beats.</summary>
    public RedisChannel Changes { get; }

    /// <summary>String: one chunk of one snapshot.</summary>
    public RedisKey Chunk(string snapshotId, int index) => string.Create(CultureInfo.InvariantCulture, $"{_prefix}snap:{snapshotId}:{index}");
}
