using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Storage.Leases;

/// <summary>
/// Writes what the lease protocol keeps in the database. None of it is a change of the directory: no log entry is made. Each is one
/// conditional statement, so that any number of scims may try it.
/// </summary>
internal sealed class LeaseWriter(DbSession session)
{
    /// <summary>Step 2. False when the row is gone: others took this process for dead, or it never had one.</summary>
    public bool Tick(Incarnation scim) =>
        session.Execute("update scim set tick = tick + 1 where inc = @inc", new { inc = Bytes(scim) }) == 1;

    /// <summary>A new process' row.</summary>
    public void Insert(Incarnation scim, string url) =>
        session.Execute("insert into scim (inc, url, tick) values (@inc, @url, 0)", new { inc = Bytes(scim), url });

    /// <summary>The row of a process none of whose leases can run any more.</summary>
    public void Delete(Incarnation scim) => session.Execute("delete from scim where inc = @inc", new { inc = Bytes(scim) });

    /// <summary>Step 10 and section 1: what has waited long enough. No row met is no error.</summary>
    public void Sweep(SweepStep step)
    {
        switch (step)
        {
            case SweepStep.DeleteRow(var scim, var tick):
                session.Execute("delete from scim where inc = @inc and tick = @tick", new { inc = Bytes(scim), tick });
                break;
            case SweepStep.SettleTerms(var from, var to):
                ChangeTerms(from, to);
                break;
            case SweepStep.SettleEpoch(var epoch):
                session.Execute("update head set restore_mark = null where epoch = @epoch", new { epoch = epoch.Value.ToByteArray() });
                break;
        }
    }

    /// <summary>Writes terms where the revision is still that of <paramref name="from"/>.</summary>
    public void ChangeTerms(LeaseTerms from, LeaseTerms to)
    {
        var terms = HeadTerms.Of(to);
        session.Execute(
            "update head set lease_ms = @LeaseMs, wait_lease_ms = @WaitLeaseMs, terms_revision = @TermsRevision where terms_revision = @Revision",
            new { terms.LeaseMs, terms.WaitLeaseMs, terms.TermsRevision, from.Revision });
    }

    /// <summary>
    /// Begins a new epoch where <paramref name="head"/> is still the present one: history was lost, and what the log goes on with is
    /// another one. Its first version is above everything that was seen; the state stays, and its digest. The log's rows so far belong to
    /// the old epoch: the new one begins without any.
    /// </summary>
    /// <param name="head">The end of the log as this transaction sees it.</param>
    /// <param name="seen">The highest version that anyone has shown.</param>
    /// <returns>The new end of the log; null when the epoch has changed meanwhile.</returns>
    public LogHead? StartEpoch(LogHead head, long seen)
    {
        var next = head with { Epoch = Epoch.New(), Version = Math.Max(head.Version, seen) + 1 };
        var changed = session.Execute(
            "update head set epoch = @epoch, version = @Version, epoch_version = @Version, restore_mark = @epoch where epoch = @old and version = @before",
            new { epoch = next.Epoch.Value.ToByteArray(), next.Version, old = head.Epoch.Value.ToByteArray(), before = head.Version });
        return changed == 1 ? next : null;
    }

    private static byte[] Bytes(Incarnation scim) => scim.Value.ToByteArray();
}
