using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>
/// What makes two states the same: everything but absolute time. Instants count relative to the clock of their place, and those so far
/// back that nothing depends on them any more count alike, so that a model without a time limit still has finitely many states.
/// </summary>
internal static class Fingerprint
{
    public static UInt128 Of(World world)
    {
        var mixer = new Mixer();
        mixer.Add(world.Head.Id).Add(world.Terms.Length).Add(world.Terms.WaitLength).Add(world.Terms.Revision);
        mixer.Add(world.IsUnsettled).Add((long)world.LossyEpochs).Add(world.Epochs);
        Add(ref mixer, world.Left);
        var sweeps = world.Settings.Sweeps;
        mixer.Add(Sum(world.Rows, row => new Mixer().Add(row.Scim.Value).Add(sweeps ? row.Tick : 0).Low));
        mixer.Add(Sum(world.Committed, version => new Mixer().Add(version.Id).Low));
        mixer.Add(Sum(world.Acknowledged, version => new Mixer().Add(version.Id).Low));
        mixer.Add(Sum(world.Messages, message => message.Fingerprint));

        var wait = 2 * world.Settings.Length;
        for (var edge = 0; edge < world.Edges.Length; edge++)
        {
            mixer.Add(world.EdgeLives[edge]).Add(world.AsksLeft[edge]).Add(world.Disks[edge]?.Id ?? -1);
            if (world.Settings.Fault == Fault.LeaseFromDisk)
                mixer.Add(Ahead(world.DiskDeadlines[edge], world.EdgeNow(edge)));
            if (world.Edges[edge] is { } process)
                Add(ref mixer, process, world.EdgeNow(edge), wait);
        }

        for (var scim = 0; scim < world.Scims.Length; scim++)
        {
            mixer.Add(world.ScimLives[scim]).Add(world.ScimIncarnations[scim]);
            if (world.Scims[scim] is { } process)
                Add(ref mixer, process, world.ScimNow(scim), wait);
        }

        if (world.Settings.ClockRates)
        {
            foreach (var steady in world.Steady)
                mixer.Add(steady);
        }

        return mixer.Value;
    }

    private static void Add(ref Mixer mixer, EdgeProcess process, long now, long wait)
    {
        var state = process.Lease.State;
        mixer.Add(process.Held?.Id ?? -1).Add(process.IsSettled).Add(process.HasStream).Add(process.Reported);
        mixer.Add(Ahead(process.Lease.View.Deadline, now));
        mixer.Add(state.Asks.Last).Add(state.CountsFrom).Add(state.EvidenceFrom);
        mixer.Add(state.Distrusted).Add(state.EvidenceAccepted).Add(state.Left).Add(state.Settled is not null);
        Add(ref mixer, state.Settled ?? default);
        foreach (var madeAt in state.Asks.MadeAt)
            mixer.Add(Behind(madeAt, now, wait));
        mixer.Add(Sum(state.Proofs, proof => new Mixer().Add(Ahead(proof.Until, now)).Add(proof.Head.Digest).Low));
        mixer.Add(Sum(state.Contacts, contact => contact.Value > now ? new Mixer().Add(contact.Key.Value).Add(contact.Value - now).Low : 0));
        mixer.Add(Sum(state.Highest, highest => new Mixer().Add(highest.Key.Value).Add(highest.Value).Low));
        Add(ref mixer, state.Digests);
    }

    private static void Add(ref Mixer mixer, ScimProcess process, long now, long wait)
    {
        var state = process.Authority.State;
        mixer.Add(state.Scim.Value).Add((state.Epoch ?? default).Value).Add(state.Fenced);
        mixer.Add(state.EpochBeganAt is { } began ? Behind(began, now, wait) : -1);
        Add(ref mixer, state.Floor);
        Add(ref mixer, state.Terms);
        Add(ref mixer, state.Digests);
        mixer.Add(Sum(state.Past, epoch => (ulong)epoch.Value.Low)).Add(Sum(state.Refused, edge => edge.Value.Low));
        mixer.Add(Sum(state.Gone, edge => edge.Value.Low));
        mixer.Add(Sum(state.Waiting, waiting => Of(waiting)));
        mixer.Add(Sum(state.Edges, edge => edge.Value.Until > now ? new Mixer().Add(edge.Key.Value).Add((long)Of(edge.Value, edge.Value.Until, now)).Low : 0));
        mixer.Add(state.Loss is not null).Add(state.Retired);

        mixer.Add(process.Life).Add(process.FenceCount);
        Add(ref mixer, process.Tick, process.Reading);
        Add(ref mixer, process.Unrecorded, process.UnrecordedReading);
        mixer.Add(process.HiddenRow is { } hidden ? (long)hidden.Value.Low : -1);
        if (process.CachedHead.Version != 0)
            mixer.Add(process.CachedHead.Digest);
        mixer.Add(Sum(process.Fences, running => Of(running, now, wait)));
        mixer.Add(Sum(process.Remote, remote => new Mixer().Add(remote.Asker, remote.Life, remote.Fence, (long)Of(remote.Confirmation, now)).Low));

        var watch = process.Watch.State;
        mixer.Add(Sum(watch.Rows, row => new Mixer().Add(row.Key.Value).Add(row.Value.Tick).Add(Behind(row.Value.Since, now, wait)).Low));
        mixer.Add(watch.Revision).Add(Behind(watch.RevisionSince, now, wait)).Add(Behind(watch.EpochSince, now, wait));
        mixer.Add((watch.Epoch ?? default).Value);
    }

    private static ulong Of(RunningFence running, long now, long wait)
    {
        var fence = running.Fence;
        var mixer = new Mixer();
        mixer.Add(running.Number).Add(running.Version.Id).Add((long)fence.State);
        mixer.Add(Ahead(fence.DueAt ?? -1, now)).Add(fence.DueAt is not null).Add(fence.DueAt is null ? Behind(fence.StartedAt, now, wait) : 0);
        mixer.Add(fence.Own is { } own ? (long)Of(own, now) : -1);
        mixer.Add(fence.Awaited is { } awaited ? Sum(awaited, scim => new Mixer().Add(scim.Value).Low) : -1);
        return mixer.Low;
    }

    private static ulong Of(Confirmation confirmation, long now)
    {
        var mixer = new Mixer();
        mixer.Add(confirmation.Version.Digest).Add((long)confirmation.State);
        mixer.Add(Sum(confirmation.Awaited.Skip(confirmation.Passed), awaited => Of(awaited.Record, awaited.Until, now)));
        return mixer.Low;
    }

    private static ulong Of(EdgeRecord record, long until, long now)
    {
        var mixer = new Mixer();
        mixer.Add(Ahead(until, now)).Add(record.Applied).Add(record.ClaimedVersion).Add(record.Released);
        return mixer.Add(record.ClaimedDigest).Low;
    }

    private static ulong Of(ReceivedAsk received)
    {
        var mixer = new Mixer();
        mixer.Add(received.Link.Value).Add(received.Ask.Edge.Value).Add(received.Ask.Number).Add(received.Ask.Applied.Digest);
        return mixer.Low;
    }

    private static void Add(ref Mixer mixer, LeaseTick? tick, TickReading? reading)
    {
        mixer.Add(tick is not null);
        if (tick is null)
            return;
        mixer.Add(tick.Scim.Value).Add(tick.Floor).Add(Sum(tick.Asks, asked => Of(asked)));
        if (reading is null)
            return;
        Add(ref mixer, reading.Head);
        Add(ref mixer, reading.Terms);
        mixer.Add(Sum(reading.Digests, digest => new Mixer().Add(digest.Key).Add(digest.Value).Low));
    }

    private static void Add(ref Mixer mixer, LogHead head) => mixer.Add(head.Version).Add(head.Digest).Add(head.Epoch.Value);

    private static void Add(ref Mixer mixer, LeaseTerms terms) => mixer.Add(terms.Length).Add(terms.WaitLength).Add(terms.Revision);

    private static void Add(ref Mixer mixer, DigestHistory history)
    {
        foreach (var (version, digest) in history.Ring)
        {
            if (version != 0)
                mixer.Add(version).Add(digest);
        }
    }

    private static void Add(ref Mixer mixer, Budget left)
    {
        mixer.Add(left.EdgeCrashes, left.ScimCrashes, left.Leaves, left.Deactivations);
        mixer.Add(left.Reactivations, left.OtherCommits, left.Reveals, left.IdleTicks);
        mixer.Add(left.Restores, left.Losses, left.TermsChanges, left.ScimLeaves);
    }

    /// <summary>How far an end lies ahead; one that has come counts as now.</summary>
    private static long Ahead(long instant, long now) => Math.Max(0, instant - now);

    /// <summary>How far a beginning lies back, as far as anything depends on it.</summary>
    private static long Behind(long instant, long now, long limit) => Math.Min(limit, now - instant);

    private static long Sum<T>(IEnumerable<T> items, Func<T, ulong> hash)
    {
        var sum = 0UL;
        foreach (var item in items)
            sum += hash(item);
        return (long)sum;
    }
}
