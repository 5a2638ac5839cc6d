using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

internal sealed partial class Play
{
    private void StartScim(World world, int scim)
    {
        world.ScimLives[scim]++;
        if (Fault != Fault.SameIncarnationAfterRestart || world.ScimIncarnations[scim] == 0)
            world.ScimIncarnations[scim]++;
        var life = Stage.ScimLife(scim, world.ScimIncarnations[scim]);
        world.StartScim(scim, new ScimProcess
        {
            Authority = ScimProcess.NewAuthority(stage.ScimClocks[scim], life, stage.NextScimLives[scim]),
            Watch = new ScimWatch(stage.ScimClocks[scim]),
            Life = world.ScimLives[scim],
            CachedHead = Fault == Fault.StaleRead ? world.Head.Head : default,
        });
    }

    /// <summary>Leaves, or, while a lease that it granted may run, only stops granting.</summary>
    private void Retire(World world, int scim)
    {
        var process = world.EditScim(scim);
        if (!process.Authority.State.Retired)
            world.Left = world.Left with { ScimLeaves = world.Left.ScimLeaves - 1 };
        if (!process.Authority.Retire() && Fault != Fault.RetiredWithRunningLeases)
            return;
        world.Rows.RemoveAll(row => row.Scim == process.Authority.Incarnation);
        world.StartScim(scim, null);
    }

    // The Asks are gathered and the transaction is done at one instant: doing it later would only read a newer head.
    private void BeginTick(World world, int scim)
    {
        var process = world.EditScim(scim);
        if (process.Authority.State.Waiting.Count == 0 && world.Left.IdleTicks > 0)
            world.Left = world.Left with { IdleTicks = world.Left.IdleTicks - 1 };
        if (process.Authority.BeginTick() is not { } tick)
            return;

        var row = world.Rows.FindIndex(row => row.Scim == tick.Scim);
        if (row >= 0)
        {
            world.Rows[row] = world.Rows[row] with { Tick = world.Rows[row].Tick + 1 };
        }
        else if (Fault == Fault.RowInsertedInsideTick)
        {
            process.HiddenRow = process.Authority.RowMissing(tick);
            tick = process.Authority.BeginTick()!;
        }
        else if (Fault != Fault.NoRowInDatabase)
        {
            world.Rows.Add(new ScimRow(process.Authority.RowMissing(tick), Url(scim), 0));
            return;
        }

        process.Tick = tick;
        process.Reading = Read(world, tick);
        if (Fault == Fault.StaleRead)
        {
            process.Reading = process.Reading with { Head = process.CachedHead };
            process.CachedHead = world.Head.Head;
        }
    }

    private static TickReading Read(World world, LeaseTick tick)
    {
        var digests = new Dictionary<long, Hash128>();
        for (var version = world.Head; version is not null && version.Epoch == world.Head.Epoch; version = version.Parent)
        {
            if (tick.Versions.Contains(version.Number))
                digests[version.Number] = version.Head.Digest;
        }

        return new TickReading(world.Head.Head, world.Terms, digests);
    }

    private void CompleteTick(World world, int scim)
    {
        var process = world.EditScim(scim);
        var (tick, reading) = (process.Tick!, process.Reading!);
        (process.Tick, process.Reading) = (null, null);
        if (process.HiddenRow is { } hidden)
        {
            world.Rows.Add(new ScimRow(hidden, Url(scim), 1));
            process.HiddenRow = null;
        }

        if (Fault == Fault.NoFloor)
            process.Authority.State.Floor = reading.Head;

        var sender = process;
        if (Fault == Fault.NoRecordBeforeSending && process.Unrecorded is null)
        {
            sender = Copies.Copy(process, stage.ScimClocks[scim], stage.NextScimLives[scim]);
            (process.Unrecorded, process.UnrecordedReading) = (tick, reading);
            process.Authority.Abandon(tick);
        }

        foreach (var (link, grant) in sender.Authority.Complete(tick, reading))
        {
            var edge = (int)link.Value;
            var life = tick.Asks.First(asked => asked.Link == link && asked.Ask.Number == grant.Number).Ask.Edge;
            if (Fault == Fault.RecordByEdgeId)
                life = Stage.EdgeLife(edge, world.EdgeLives[edge]);
            if (Fault == Fault.GrantDischarges)
                process.Authority.State.Edges[life].Count(grant.Head.Version);
            world.Messages.Add(Message.Seal(new Message.Grant(scim, edge, life, grant)));
        }
    }

    private void Commit(World world, int scim, Operation operation)
    {
        world.Left = operation switch
        {
            Operation.Deactivate => world.Left with { Deactivations = world.Left.Deactivations - 1 },
            Operation.Reactivate => world.Left with { Reactivations = world.Left.Reactivations - 1 },
            _ => world.Left with { OtherCommits = world.Left.OtherCommits - 1 },
        };
        world.Head = world.Head.Then(operation);
        if (!world.Committed.Contains(world.Head))
            world.Committed.Add(world.Head);
        Fence(world, scim, world.Head);
    }

    private void Fence(World world, int scim, Version version)
    {
        var process = world.EditScim(scim);
        var fence = process.Authority.BeginFence(version.Head);
        if (fence.State == FenceState.Done)
            Acknowledge(world, version);
        else if (fence.State == FenceState.Waiting)
            process.Fences.Add(new RunningFence(process.FenceCount++, version, fence));
    }

    private void Reveal(World world, int scim)
    {
        world.Left = world.Left with { Reveals = world.Left.Reveals - 1 };
        if (world.Head.Revealed() is not { } version)
            return;
        var authority = world.Scims[scim]!.Authority;
        var isFenced = Fault switch
        {
            Fault.NoOpRetry => true,
            Fault.WatermarkAcrossEpochs => version.Number <= authority.State.Fenced,
            _ => authority.IsFenced(version.Head.Epoch, version.Number),
        };
        if (isFenced)
            Acknowledge(world, version);
        else
            Fence(world, scim, version);
    }

    private void Plan(World world, int scim, int number)
    {
        var process = world.EditScim(scim);
        var running = process.Fences.Single(running => running.Number == number);
        var rows = Fault == Fault.OnlyOwnScimAsked ? world.Rows.Where(row => row.Scim == process.Authority.Incarnation) : world.Rows;
        var reading = new ScimReading(world.Head.Head.Epoch, world.IsUnsettled, world.Terms, [.. rows]);
        foreach (var (url, request) in process.Authority.Plan(running.Fence, reading))
        {
            var to = int.Parse(url, System.Globalization.CultureInfo.InvariantCulture);
            world.Messages.Add(Message.Seal(new Message.Request(scim, process.Life, number, to, request)));
        }

        if (Fault == Fault.WaitOneUnitShort)
            running.Fence.DueAt = running.Fence.StartedAt + settings.Length - 1;
        if (Fault == Fault.WaitWithoutMargin)
            running.Fence.DueAt = running.Fence.StartedAt + settings.Length;
    }

    private void Confirm(World world, int scim, FenceRequest request, int asker, int life, int fence)
    {
        var process = world.EditScim(scim);
        var asked = request.Scim;
        if (Fault == Fault.ConfirmedByUrl)
            request = request with { Scim = process.Authority.Incarnation };
        var confirmation = process.Authority.Confirm(request);
        if (confirmation.State == ConfirmationState.Confirmed)
            world.Messages.Add(Message.Seal(new Message.Answer(asker, life, fence, asked)));
        else if (confirmation.State == ConfirmationState.Waiting)
            process.Remote.Add(new RemoteConfirmation(confirmation, asker, life, fence, asked));
    }

    /// <summary>Gives the answers that are ready, and acknowledges what is fenced.</summary>
    private static void Answer(World world, int scim)
    {
        if (world.Scims[scim] is not { } seen || (seen.Remote.Count == 0 && seen.Fences.Count == 0))
            return;

        var process = world.EditScim(scim);
        process.Authority.Advance();
        foreach (var (confirmation, asker, life, fence, asked) in process.Remote)
        {
            if (confirmation.State == ConfirmationState.Confirmed)
                world.Messages.Add(Message.Seal(new Message.Answer(asker, life, fence, asked)));
        }

        process.Remote.RemoveAll(remote => remote.Confirmation.State != ConfirmationState.Waiting);
        foreach (var running in process.Fences)
        {
            if (process.Authority.Check(running.Fence) == FenceState.Done)
                Acknowledge(world, running.Version);
        }

        process.Fences.RemoveAll(running => running.Fence.State != FenceState.Waiting);
    }

    // A promise made by a database that has lost commits is not one (A1); nor is there one where nothing was revoked.
    private static void Acknowledge(World world, Version version)
    {
        if (!version.IsActive && !world.HasLost(version.Epoch) && !world.Acknowledged.Contains(version))
            world.Acknowledged.Add(version);
    }
}
