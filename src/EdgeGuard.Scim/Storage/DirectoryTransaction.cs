using EdgeGuard.Engine.Hashing;
using EdgeGuard.Scim.Storage.Leases;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Scim.Storage;

/// <summary>
/// One write: rows, changes, digest and the log entry, which commit together or not at all. All writing goes through its typed
/// members, which keep the four in step. Valid only inside the call that hands it out; one thread at a time.
/// </summary>
internal sealed class DirectoryTransaction
{
    private readonly DbSession _session;
    private readonly ChangeRecorder _recorder;

    internal DirectoryTransaction(DbSession session, DirectoryHasher hasher, DateTimeOffset now)
    {
        _session = session;
        _recorder = new ChangeRecorder(hasher);
        Now = now;
        Read = new DirectoryReader(session);
        Catalog = new CatalogWriter(session, _recorder);
        Connections = new ConnectionWriter(session, _recorder);
        Users = new UserWriter(session, _recorder, now);
        Groups = new GroupWriter(session, _recorder, now);
        Memberships = new MembershipWriter(session, _recorder);
        TenantRemoval = new TenantRemoval(session, _recorder, now);
        Edges = new EdgeWriter(session, _recorder);
        Lease = new LeaseTransaction(session);
    }

    /// <summary>The commit instant: every row and the entry carry the same one.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Reads that see what this transaction has written.</summary>
    public DirectoryReader Read { get; }

    public CatalogWriter Catalog { get; }

    public ConnectionWriter Connections { get; }

    public UserWriter Users { get; }

    public GroupWriter Groups { get; }

    public MembershipWriter Memberships { get; }

    public TenantRemoval TenantRemoval { get; }

    public EdgeWriter Edges { get; }

    public LeaseTransaction Lease { get; }

    public LeaseWriter Leases => Lease.Leases;

    /// <summary>What <see cref="Complete"/> appended; null for nothing.</summary>
    internal CommittedEntry? Entry { get; private set; }

    /// <summary>True once the writer gave up: everything that it wrote is rolled back, its answer stands.</summary>
    public bool IsAbandoned { get; private set; }

    /// <summary>Rolls back what was written and answers <paramref name="answer"/>.</summary>
    public T Abandon<T>(T answer)
    {
        IsAbandoned = true;
        return answer;
    }

    /// <summary>The newest fence-flagged version that this write made or saw; 0 for none.</summary>
    internal long RevealedVersion => _session.Revealed.Version;

    /// <summary>
    /// Appends the entry and moves the head. The head is read here, last, so that commit order is version order also where several
    /// writers run (DESIGN section 4.2).
    /// </summary>
    /// <returns>The end of the log after it: unchanged when nothing was written.</returns>
    internal LogHead Complete(EntryCodec codec)
    {
        var head = Read.Head();
        if (_recorder.IsEmpty)
            return head;

        var next = head with { Version = head.Version + 1, Digest = head.Digest + _recorder.Delta };
        var committedAt = Now.ToUnixTimeMilliseconds();
        var entry = codec.Encode(new LogEntry(next.Epoch, next.Version, _recorder.IsFenced, committedAt, next.Digest, _recorder.ToChanges()));
        foreach (var row in _recorder.FencedRows)
            row.Write(_session, next.Version);
        if (_recorder.IsFenced)
            _session.Revealed.Note(next.Version);
        _session.Execute(
            """
            insert into log (version, digest, fenced, committed_at, entry) values (@Version, @digest, @IsFenced, @committedAt, @entry);
            update head set version = @Version, digest = @digest
            """,
            new { next.Version, digest = next.Digest.ToByteArray(), _recorder.IsFenced, committedAt, entry });
        Entry = new CommittedEntry(next, _recorder.IsFenced, entry);
        return next;
    }
}
