using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>
/// Copies of the product's machines, so that one state can be continued in several ways. <see cref="CopiesTests"/> fails when a machine
/// gets a member that is not copied here.
/// </summary>
internal static class Copies
{
    public static EdgeProcess Copy(EdgeProcess from, ILeaseClock clock)
    {
        var state = from.Lease.State;
        var copy = new HolderState
        {
            Edge = state.Edge,
            Digests = Copy(state.Digests),
            Asks = Copy(state.Asks),
            Proofs = [.. state.Proofs],
            Highest = new(state.Highest),
            Contacts = new(state.Contacts),
            Settled = state.Settled,
            CountsFrom = state.CountsFrom,
            EvidenceFrom = state.EvidenceFrom,
            Distrusted = state.Distrusted,
            EvidenceAccepted = state.EvidenceAccepted,
            Left = state.Left,
        };
        return new EdgeProcess
        {
            Lease = new EdgeLease(clock, copy, from.Lease.View),
            Held = from.Held,
            IsSettled = from.IsSettled,
            HasStream = from.HasStream,
            Reported = from.Reported,
            Peaks = new(from.Peaks),
        };
    }

    public static ScimProcess Copy(ScimProcess from, ILeaseClock clock, Func<Incarnation> next)
    {
        var records = new Dictionary<EdgeRecord, EdgeRecord>(ReferenceEqualityComparer.Instance);
        var confirmations = new Dictionary<Confirmation, Confirmation>(ReferenceEqualityComparer.Instance);

        var state = from.Authority.State;
        var copy = new AuthorityState
        {
            Scim = state.Scim,
            Digests = Copy(state.Digests),
            Epoch = state.Epoch,
            Past = [.. state.Past],
            EpochBeganAt = state.EpochBeganAt,
            Terms = state.Terms,
            Floor = state.Floor,
            Fenced = state.Fenced,
            Edges = [],
            Confirmations = [.. state.Confirmations.Select(Confirmation)],
            Waiting = [.. state.Waiting],
            Tick = state.Tick,
            Gone = [.. state.Gone],
            Retired = state.Retired,
            TickBeganAt = state.TickBeganAt,
            Loss = state.Loss,
            Refused = [.. state.Refused],
        };
        foreach (var (edge, record) in state.Edges)
            copy.Edges[edge] = Record(record);

        var watch = from.Watch.State;
        return new ScimProcess
        {
            Authority = new LeaseAuthority(clock, copy, next),
            Watch = new ScimWatch(clock, new ScimWatchState
            {
                Epoch = watch.Epoch,
                EpochSince = watch.EpochSince,
                Revision = watch.Revision,
                RevisionSince = watch.RevisionSince,
                Rows = new(watch.Rows),
            }),
            Life = from.Life,
            Tick = from.Tick,
            Reading = from.Reading,
            HiddenRow = from.HiddenRow,
            Unrecorded = from.Unrecorded,
            UnrecordedReading = from.UnrecordedReading,
            CachedHead = from.CachedHead,
            Fences = [.. from.Fences.Select(running => running with { Fence = FenceOf(running.Fence) })],
            Remote = [.. from.Remote.Select(remote => remote with { Confirmation = Confirmation(remote.Confirmation) })],
            FenceCount = from.FenceCount,
        };

        EdgeRecord Record(EdgeRecord record)
        {
            if (!records.TryGetValue(record, out var made))
            {
                records[record] = made = new EdgeRecord
                {
                    Until = record.Until,
                    Applied = record.Applied,
                    ClaimedVersion = record.ClaimedVersion,
                    ClaimedDigest = record.ClaimedDigest,
                    Released = record.Released,
                };
            }

            return made;
        }

        Confirmation Confirmation(Confirmation confirmation)
        {
            if (!confirmations.TryGetValue(confirmation, out var made))
            {
                confirmations[confirmation] = made = new Confirmation(
                    confirmation.Version, [.. confirmation.Awaited.Select(awaited => (Record(awaited.Record), awaited.Until))], confirmation.State)
                {
                    Passed = confirmation.Passed,
                };
            }

            return made;
        }

        Fence FenceOf(Fence fence) => new(fence.Version, fence.StartedAt, fence.State)
        {
            DueAt = fence.DueAt,
            Own = fence.Own is { } own ? Confirmation(own) : null,
            Awaited = fence.Awaited is { } awaited ? [.. awaited] : null,
        };
    }

    private static AskLog Copy(AskLog from)
    {
        var copy = new AskLog(from.MadeAt.Length) { Last = from.Last };
        from.MadeAt.CopyTo(copy.MadeAt, 0);
        return copy;
    }

    private static DigestHistory Copy(DigestHistory from)
    {
        var copy = new DigestHistory(from.Ring.Length);
        from.Ring.CopyTo(copy.Ring, 0);
        return copy;
    }
}
