using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

internal sealed partial class Play
{
    private void Sweep(World world, int scim)
    {
        var process = world.EditScim(scim);
        var self = process.Authority.Incarnation;
        var reading = new ScimReading(world.Head.Head.Epoch, world.IsUnsettled, world.Terms, [.. world.Rows]);
        if (Fault == Fault.DeadRowDroppedEarly)
        {
            world.Rows.RemoveAll(row => row.Scim != self && world.Scims.All(other => other?.Authority.State.Scim != row.Scim));
            return;
        }

        foreach (var step in process.Watch.Observe(reading, self))
        {
            switch (step)
            {
                case SweepStep.DeleteRow(var dead, var tick):
                    world.Rows.RemoveAll(row => row.Scim == dead && row.Tick == tick);
                    break;
                case SweepStep.SettleTerms(var from, var to) when world.Terms.Revision == from.Revision:
                    world.Terms = Fault == Fault.ReductionWithoutRevision ? WithoutRevision(to) : to;
                    break;
                case SweepStep.SettleEpoch(var epoch) when world.Head.Head.Epoch == epoch:
                    world.IsUnsettled = false;
                    if (world.Head.Revealed() is { Operation: Operation.BeginEpoch } brought)
                        Acknowledge(world, brought);
                    break;
            }
        }
    }

    private void ChangeTerms(World world)
    {
        world.Left = world.Left with { TermsChanges = world.Left.TermsChanges - 1 };
        var length = world.Terms.Length == settings.Length ? settings.Length / 2 : settings.Length;
        world.Terms = world.Terms.ChangeTo(length);
        if (Fault == Fault.WaitsFollowReductionAtOnce)
            world.Terms = world.Terms.Settle();
        if (Fault == Fault.ReductionWithoutRevision)
            world.Terms = WithoutRevision(world.Terms);
    }

    /// <summary>What the row would be known by if it had no revision: its two lengths.</summary>
    private static LeaseTerms WithoutRevision(LeaseTerms terms) => terms with { Revision = (terms.Length * 1000) + terms.WaitLength };

    private static void Lose(World world, int depth, int withScims)
    {
        for (; depth > 0 && world.Head.Parent is { } parent; depth--)
            world.Head = parent;
        if (withScims != 0)
            world.Rows.Clear();
    }

    /// <summary>
    /// A new epoch, above the versions that the database has. The journal brings every acknowledged revocation back; nobody was told of
    /// the others.
    /// </summary>
    private static void BeginEpoch(World world, bool isMarked)
    {
        var isRevoked = world.Acknowledged.Any(version => !world.Committed.Any(other => other.Operation == Operation.Reactivate && version.IsIn(other)));
        world.Epochs++;
        world.Head = world.Head.Begin(world.Epochs, world.Head.Number + 1, world.Head.IsActive && !isRevoked);
        world.Committed.Add(world.Head);
        world.IsUnsettled = isMarked;
    }
}
