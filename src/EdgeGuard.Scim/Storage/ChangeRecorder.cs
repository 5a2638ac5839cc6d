using System.Collections.Immutable;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// Collects what one transaction changes. The difference of the digest is computed from the recorded changes themselves, so the
/// two cannot tell different stories. One thread at a time.
/// </summary>
internal sealed class ChangeRecorder(DirectoryHasher hasher)
{
    private readonly ImmutableArray<Change>.Builder _changes = ImmutableArray.CreateBuilder<Change>();
    private readonly HashSet<FencedRow> _fenced = [];
    private bool _touched;

    public DirectoryHasher Hasher => hasher;

    /// <summary>What to add to the state's digest.</summary>
    public Hash128 Delta { get; private set; }

    /// <summary>True when nothing was written: no log entry is due.</summary>
    public bool IsEmpty => !_touched;

    public bool IsFenced => _fenced.Count > 0;

    public IReadOnlyCollection<FencedRow> FencedRows => _fenced;

    /// <summary>A row exists now; <paramref name="was"/> is the put that described it before, if it existed.</summary>
    public void Put(Change put, Change? was = null)
    {
        _touched = true;
        if (put.Equals(was))
            return;
        if (was is not null)
            Delta -= RowDigest.Of(hasher, was);
        Delta += RowDigest.Of(hasher, put);
        _changes.Add(put);
    }

    /// <summary>A row is gone; <paramref name="was"/> is the put that described it.</summary>
    public void Remove(Change removal, Change was)
    {
        _touched = true;
        Delta -= RowDigest.Of(hasher, was);
        _changes.Add(removal);
    }

    /// <summary>Something was written that the edges do not need: the entry carries no change for it.</summary>
    public void Touch() => _touched = true;

    /// <summary>Flags the entry for the fence; <paramref name="row"/> will carry its version, and so will the tenant in which it is.</summary>
    public void Fence(long tenantRow, FencedRow row)
    {
        _fenced.Add(row);
        _fenced.Add(FencedRow.Inside(tenantRow));
    }

    /// <summary>Users lose a group, or what a group was worth: flags the entry where the connection has its losses fenced.</summary>
    public void Lose(ConnectionRow connection)
    {
        if (connection.FenceLosses)
            Fence(connection.TenantRow, FencedRow.Losses(connection.TenantRow));
    }

    public ImmutableArray<Change> ToChanges() => _changes.ToImmutable();
}
