using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Tests.Leases.Model;

internal sealed partial class Play
{
    private void StartEdge(World world, int edge, int disk)
    {
        world.EdgeLives[edge]++;
        var process = new EdgeProcess { Lease = EdgeProcess.NewLease(stage.EdgeClocks[edge], Stage.EdgeLife(edge, world.EdgeLives[edge])) };
        world.Start(edge, process);
        if (disk < 0)
            return;
        Hold(world, edge, world.Committed[disk], ActKind.Load);
        process = world.Edges[edge]!;
        Cut(process);
        if (Fault == Fault.LeaseFromDisk && world.DiskDeadlines[edge] != 0)
            Replace(world, edge, process, new LeaseView(process.Held!.Snapshot, world.DiskDeadlines[edge]));
    }

    private string? Hold(World world, int edge, Version version, ActKind how)
    {
        var process = world.Edit(edge);
        var before = process.Lease.View;
        if (Fault == Fault.SnapshotGoesBack)
            process.Lease.State.Highest.Clear();
        var isHeld = how == ActKind.Apply ? process.Lease.Apply(version.Snapshot) : process.Lease.Load(version.Snapshot);
        if (!isHeld)
            return null;

        if (Fault == Fault.LeaseKeptAcrossEpochs)
            process = Replace(world, edge, process, new LeaseView(version.Snapshot, before.Deadline));
        var goesBack = version.Number < process.Peaks.GetValueOrDefault(version.Epoch);
        process.Peaks[version.Epoch] = version.Number;
        process.Held = version;
        process.IsSettled = false;
        world.Disks[edge] = version;

        if (Fault == Fault.ReportBeforeCut)
            process.Lease.Settle(version.Snapshot);
        if (Fault == Fault.ProofBeforeCut)
            ProveBeforeCut(world, edge, process);
        return goesBack && Fault == Fault.None ? $"I3: edge {edge} went back to {version}." : null;
    }

    private static void Cut(EdgeProcess process)
    {
        if (!process.Held!.IsActive)
            process.HasStream = false;
        process.Lease.Settle(process.Held.Snapshot);
        process.IsSettled = true;
    }

    private static void Report(World world, int edge)
    {
        var process = world.Edit(edge);
        if (process.Lease.Report() is not { } report)
            return;
        process.Reported = report.Applied.Version;
        foreach (var link in process.Lease.Contacts())
            world.Messages.Add(Message.Seal(new Message.Report(edge, (int)link.Value, report)));
    }

    private void Leave(World world, int edge)
    {
        world.Left = world.Left with { Leaves = world.Left.Leaves - 1 };
        var process = world.Edit(edge);
        var contacts = process.Lease.Contacts();
        var release = Fault == Fault.LeaveWithoutEndingLease ? new LeaseRelease(process.Lease.Incarnation) : process.Lease.Leave();
        foreach (var link in contacts)
            world.Messages.Add(Message.Seal(new Message.Release(edge, (int)link.Value, release)));
    }

    private void ProveBeforeCut(World world, int edge, EdgeProcess process)
    {
        if (process.Held is null || process.IsSettled)
            return;
        var eager = Copies.Copy(process, stage.EdgeClocks[edge]);
        eager.Lease.Settle(process.Held.Snapshot);
        Replace(world, edge, process, new LeaseView(process.Held.Snapshot, eager.Lease.View.Deadline));
    }

    private EdgeProcess Replace(World world, int edge, EdgeProcess process, LeaseView view)
    {
        var replaced = new EdgeProcess
        {
            Lease = new EdgeLease(stage.EdgeClocks[edge], process.Lease.State, view),
            Held = process.Held,
            IsSettled = process.IsSettled,
            HasStream = process.HasStream,
            Reported = process.Reported,
            Peaks = process.Peaks,
        };
        world.Start(edge, replaced);
        return replaced;
    }
}
