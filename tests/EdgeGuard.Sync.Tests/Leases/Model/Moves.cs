using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>What can happen next in a state.</summary>
internal static class Moves
{
    public static void List(World world, List<Act> acts)
    {
        acts.Clear();
        ListTime(world, acts);
        for (short edge = 0; edge < world.Edges.Length; edge++)
            ListEdge(world, edge, acts);
        for (short scim = 0; scim < world.Scims.Length; scim++)
            ListScim(world, scim, acts);

        for (short message = 0; message < world.Messages.Count; message++)
        {
            acts.Add(new Act(ActKind.Deliver, message));
            if (world.Settings.Repeats)
                acts.Add(new Act(ActKind.Repeat, message));
        }

        ListDatabase(world, acts);
    }

    private static void ListTime(World world, List<Act> acts)
    {
        acts.Add(new Act(ActKind.Time, -1));
        if (!world.Settings.ClockRates)
            return;

        // One unit in W + 1: within 11 %, and never two in one wait.
        var span = world.Settings.Length + (world.Settings.Length / 4) + 1;
        for (short clock = 0; clock < world.Clocks.Length; clock++)
        {
            if (world.Steady[clock] < span)
                continue;
            acts.Add(new Act(ActKind.Time, clock, 1));
            acts.Add(new Act(ActKind.Time, clock, -1));
        }
    }

    private static void ListEdge(World world, short edge, List<Act> acts)
    {
        if (world.Edges[edge] is not { } process)
        {
            acts.Add(new Act(ActKind.StartEdge, edge, -1));
            for (short version = 0; version < world.Committed.Count; version++)
            {
                if (world.Committed[version].Number <= world.Disks[edge]?.Number)
                    acts.Add(new Act(ActKind.StartEdge, edge, version));
            }

            return;
        }

        var lease = process.Lease.State;
        if (world.AsksLeft[edge] > 0 && lease.Settled is not null && !lease.Left)
        {
            for (short scim = 0; scim < world.Scims.Length; scim++)
                acts.Add(new Act(ActKind.Ask, edge, scim));
        }

        if (process is { Held: not null, IsSettled: false })
            acts.Add(new Act(ActKind.Cut, edge));
        if (process.Lease.Report() is { } report && report.Applied.Version > process.Reported && lease.Contacts.Count > 0)
            acts.Add(new Act(ActKind.Report, edge));
        for (short version = 0; version < world.Committed.Count; version++)
            ListState(world, edge, process, version, acts);

        if (world.Left.EdgeCrashes > 0)
            acts.Add(new Act(ActKind.CrashEdge, edge));
        if (world.Left.Leaves > 0 && !lease.Left && process.Held is not null)
            acts.Add(new Act(ActKind.Leave, edge));
    }

    private static void ListState(World world, short edge, EdgeProcess process, short index, List<Act> acts)
    {
        var version = world.Committed[index];
        if (process.Held is not { } held)
        {
            acts.Add(new Act(ActKind.Load, edge, index));
            return;
        }

        var distrusted = process.Lease.State.Distrusted;
        if (version.Epoch == held.Epoch && version.Number == held.Number + 1 && !distrusted)
            acts.Add(new Act(version.Parent == held ? ActKind.Apply : ActKind.Misfit, edge, index));
        else if (distrusted || version.Epoch != held.Epoch || version.Number > held.Number || world.Settings.Fault == Fault.SnapshotGoesBack)
            acts.Add(new Act(ActKind.Load, edge, index));
    }

    private static void ListScim(World world, short scim, List<Act> acts)
    {
        if (world.Scims[scim] is not { } process)
        {
            if (world.ScimLives[scim] <= world.Settings.ScimCrashes + world.Settings.ScimLeaves)
                acts.Add(new Act(ActKind.StartScim, scim));
            return;
        }

        var state = process.Authority.State;
        if (process.Tick is not null)
            acts.Add(new Act(ActKind.CompleteTick, scim));
        else if (!state.Retired && (state.Waiting.Count > 0 || state.Edges.Values.Any(edge => edge.ClaimedVersion != 0) || world.Left.IdleTicks > 0))
            acts.Add(new Act(ActKind.BeginTick, scim));
        if (process.Unrecorded is not null)
            acts.Add(new Act(ActKind.Record, scim));

        ListCommits(world, scim, acts);
        foreach (var running in process.Fences)
        {
            if (running.Fence.DueAt is null)
                acts.Add(new Act(ActKind.Plan, scim, (short)running.Number));
        }

        if (world.Left.Reveals > 0 && !world.Head.IsActive)
            acts.Add(new Act(ActKind.Reveal, scim));
        if (world.Settings.Sweeps)
            acts.Add(new Act(ActKind.Sweep, scim));
        if (state.Loss is not null && world.IsLossy && world.Head.Head.Epoch == state.Epoch)
            acts.Add(new Act(ActKind.BeginEpoch, scim));
        if (world.Left.ScimCrashes > 0)
            acts.Add(new Act(ActKind.CrashScim, scim));
        if (world.Left.ScimLeaves > 0 || state.Retired)
            acts.Add(new Act(ActKind.RetireScim, scim));
    }

    private static void ListCommits(World world, short scim, List<Act> acts)
    {
        if (world.Left.Deactivations > 0 && world.Head.IsActive)
            acts.Add(new Act(ActKind.Commit, scim, (short)Operation.Deactivate));
        if (world.Left.Reactivations > 0 && !world.Head.IsActive)
            acts.Add(new Act(ActKind.Commit, scim, (short)Operation.Reactivate));
        if (world.Left.OtherCommits > 0)
            acts.Add(new Act(ActKind.Commit, scim, (short)Operation.Other));
    }

    private static void ListDatabase(World world, List<Act> acts)
    {
        // How many of the newest versions the older state lacks, and whether it lacks the scims too.
        for (short depth = 0; depth < 3; depth++)
        {
            if (depth >= world.Head.Number - 1 + 1)
                break;
            if (world.Left.Restores > 0)
            {
                acts.Add(new Act(ActKind.Restore, depth, 0));
                acts.Add(new Act(ActKind.Restore, depth, 1));
            }

            if (world.Left.Losses > 0 && !world.IsLossy)
            {
                acts.Add(new Act(ActKind.Lose, depth, 0));
                acts.Add(new Act(ActKind.Lose, depth, 1));
            }
        }

        if (world.Left.TermsChanges > 0)
            acts.Add(new Act(ActKind.ChangeTerms));
    }
}
