using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Takes what scims say to where it belongs. Thread-safe; memory work only, so that no link waits for another.</summary>
internal sealed class LinkReceiver(EdgeLease lease, IFollowerInput follower, AskRound round, LeaseSignals signals, LeaseMonitor monitor, LeaseMetrics metrics)
{
    public void Receive(LeaseLink from, ScimMessage message)
    {
        switch (message.MessageCase)
        {
            case ScimMessage.MessageOneofCase.Grant:
                Receive(from, message.Grant);
                break;
            case ScimMessage.MessageOneofCase.Entry:
                follower.Post(message.Entry.Message.Memory);
                break;
            case ScimMessage.MessageOneofCase.WitnessWanted when LeaseWire.Read(message.WitnessWanted.Applied) is { } applied:
                from.Outbox.Put(applied, follower.WitnessOf(applied));
                break;
            default:
                // Of a later release, or not what it should be: of no use here.
                metrics.Unreadable();
                break;
        }
    }

    private void Receive(LeaseLink from, Grant message)
    {
        if (LeaseWire.Read(message) is not { } grant)
        {
            metrics.Unreadable();
            return;
        }

        var receipt = lease.Receive(from.Scim.Id, grant);
        if (receipt.IsInTime)
        {
            follower.Require(grant.Head);
            monitor.Note(from.Scim.Url, grant);
        }

        // What was reported between the Ask and its Grant went to the others alone.
        if (receipt.IsNewContact && lease.Report() is { } report)
            from.Outbox.Put(report);
        metrics.Granted(isLate: !round.Answered(from.Scim.Id, grant));
        signals.Changed.Set();
    }
}
