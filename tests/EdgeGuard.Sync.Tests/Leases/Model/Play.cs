using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>
/// Makes one thing happen: calls the product's machines as the hosts do, plays the database and the network, and plants the fault. What
/// may wait without gaining anything by it (answers that are ready, fences that are done) happens at once.
/// </summary>
internal sealed partial class Play(Stage stage, ModelSettings settings)
{
    private const long StartOfTime = 1000;

    private Fault Fault => settings.Fault;

    /// <summary>The state in which all begins: every process runs; edges have the first version and no lease.</summary>
    public World Begin()
    {
        var world = new World(stage, settings) { Terms = LeaseTerms.Of(settings.Length), Left = Budget.Of(settings) };
        Array.Fill(world.Clocks, StartOfTime);
        Array.Fill(world.Steady, (int)(2 * settings.Length));
        Array.Fill(world.AsksLeft, settings.Asks);
        stage.Bind(world);
        for (var scim = 0; scim < settings.Scims; scim++)
        {
            StartScim(world, scim);
            if (!settings.WarmStart)
                continue;
            if (Fault != Fault.NoRowInDatabase)
                world.Rows.Add(new ScimRow(world.Scims[scim]!.Authority.Incarnation, Url(scim), 0));
            BeginTick(world, scim);
            CompleteTick(world, scim);
        }

        for (var edge = 0; edge < settings.Edges; edge++)
        {
            world.Disks[edge] = Version.First;
            StartEdge(world, edge, 0);
        }

        return world;
    }

    /// <summary>Does <paramref name="act"/> to <paramref name="world"/>, which nobody else uses. The answer is the violation seen, if any.</summary>
    public string? Do(World world, Act act)
    {
        stage.Bind(world);
        var violation = Happen(world, act);
        for (var edge = 0; edge < world.Edges.Length; edge++)
        {
            if (world.Edges[edge] is { HasStream: false, Held.IsActive: true } && world.IsRunning(edge))
                world.Edit(edge).HasStream = true;
        }

        for (var scim = 0; scim < world.Scims.Length; scim++)
            Answer(world, scim);
        world.Messages.RemoveAll(message => IsDead(world, message));
        return violation ?? Rules.Check(world);
    }

    private static string Url(int scim) => scim.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>True for a message that can do nothing, now or ever: the life that it is meant for is over.</summary>
    private bool IsDead(World world, Message message) => message switch
    {
        Message.Grant(_, var edge, var life, _) => world.Edges[edge]?.Lease.Incarnation != life,
        Message.Request(var asker, var life, _, var scim, var request) => Fault != Fault.ConfirmedByUrl
            && (world.Scims[asker]?.Life != life || IsOver(world, scim, request.Scim)),
        Message.Answer(var asker, var life, var fence, _) => world.Scims[asker] is not { } process || process.Life != life
            || !process.Fences.Exists(running => running.Number == fence),
        _ => false,
    };

    private bool IsOver(World world, int scim, Incarnation life) => Fault != Fault.SameIncarnationAfterRestart
        && world.Scims[scim]?.Authority.State.Scim != life;

    private string? Happen(World world, Act act)
    {
        switch (act.Kind)
        {
            case ActKind.Time:
                PassTime(world, act.A, act.B);
                stage.Bind(world);
                break;
            case ActKind.Ask:
                Ask(world, act.A, act.B);
                break;
            case ActKind.BeginTick:
                BeginTick(world, act.A);
                break;
            case ActKind.CompleteTick:
                CompleteTick(world, act.A);
                break;
            case ActKind.Record:
                var late = world.EditScim(act.A);
                late.Authority.State.Tick = late.Unrecorded;
                late.Authority.Complete(late.Unrecorded!, late.UnrecordedReading!);
                (late.Unrecorded, late.UnrecordedReading) = (null, null);
                break;
            case ActKind.Deliver:
                var message = world.Messages[act.A];
                world.Messages.RemoveAt(act.A);
                Deliver(world, message);
                break;
            case ActKind.Repeat:
                Deliver(world, world.Messages[act.A]);
                break;
            case ActKind.Apply:
            case ActKind.Load:
                return Hold(world, act.A, world.Committed[act.B], act.Kind);
            case ActKind.Misfit:
                world.Edit(act.A).Lease.Distrust();
                break;
            case ActKind.Cut:
                Cut(world.Edit(act.A));
                break;
            case ActKind.Report:
                Report(world, act.A);
                break;
            case ActKind.CrashEdge:
                world.Left = world.Left with { EdgeCrashes = world.Left.EdgeCrashes - 1 };
                world.DiskDeadlines[act.A] = world.Edges[act.A]!.Lease.View.Deadline;
                world.Start(act.A, null);
                break;
            case ActKind.StartEdge:
                StartEdge(world, act.A, act.B);
                break;
            case ActKind.Leave:
                Leave(world, act.A);
                break;
            case ActKind.CrashScim:
                world.Left = world.Left with { ScimCrashes = world.Left.ScimCrashes - 1 };
                world.StartScim(act.A, null);
                break;
            case ActKind.RetireScim:
                Retire(world, act.A);
                break;
            case ActKind.StartScim:
                StartScim(world, act.A);
                break;
            case ActKind.Commit:
                Commit(world, act.A, (Operation)act.B);
                break;
            case ActKind.Plan:
                Plan(world, act.A, act.B);
                break;
            case ActKind.Reveal:
                Reveal(world, act.A);
                break;
            case ActKind.Sweep:
                Sweep(world, act.A);
                break;
            case ActKind.Restore:
                world.Left = world.Left with { Restores = world.Left.Restores - 1 };
                Lose(world, act.A, act.B);
                BeginEpoch(world, isMarked: true);
                break;
            case ActKind.Lose:
                world.Left = world.Left with { Losses = world.Left.Losses - 1 };
                Lose(world, act.A, act.B);
                world.LossyEpochs |= 1UL << world.Head.Epoch;
                break;
            case ActKind.BeginEpoch:
                BeginEpoch(world, isMarked: Fault != Fault.NewEpochWithoutMark);
                break;
            case ActKind.ChangeTerms:
                ChangeTerms(world);
                break;
        }

        return null;
    }

    private static void PassTime(World world, int odd, int by)
    {
        for (var clock = 0; clock < world.Clocks.Length; clock++)
        {
            world.Clocks[clock] += clock == odd ? 1 + by : 1;
            world.Steady[clock] = clock == odd ? 0 : Math.Min(world.Steady[clock] + 1, (int)(2 * world.Settings.Length));
        }
    }

    private void Ask(World world, int edge, int scim)
    {
        world.AsksLeft[edge]--;
        var process = world.Edit(edge);
        if (process.Lease.Ask() is { } ask)
            world.Messages.Add(Message.Seal(new Message.Ask(edge, scim, ask)));
        for (var other = 0; Fault == Fault.RecordDroppedWithConnection && other < world.Scims.Length; other++)
        {
            if (other != scim && world.Scims[other] is not null)
                world.EditScim(other).Authority.Receive(new LeaseRelease(process.Lease.Incarnation));
        }
    }

    private void Deliver(World world, Message message)
    {
        switch (message)
        {
            case Message.Ask(var edge, var scim, var ask) when world.Scims[scim] is not null:
                if (Fault == Fault.RecordByEdgeId)
                    ask = ask with { Edge = Stage.EdgeLife(edge, 0) };
                world.EditScim(scim).Authority.Receive(new LinkId(edge), ask);
                break;
            case Message.Grant(var scim, var edge, var life, var grant) when world.Edges[edge]?.Lease.Incarnation == life:
                var lease = world.Edit(edge).Lease;
                if (Fault == Fault.LeaseFromArrival)
                    lease.State.Asks.MadeAt[grant.Number % lease.State.Asks.MadeAt.Length] = world.EdgeNow(edge);
                lease.Receive(new LinkId(scim), grant);
                if (Fault == Fault.ProofBeforeCut)
                    ProveBeforeCut(world, edge, world.Edges[edge]!);
                break;
            case Message.Report(var edge, var scim, var report) when world.Scims[scim] is not null:
                if (Fault == Fault.RecordByEdgeId)
                    report = report with { Edge = Stage.EdgeLife(edge, 0) };
                world.EditScim(scim).Authority.Receive(new LinkId(edge), report);
                break;
            case Message.Release(_, var scim, var release) when world.Scims[scim] is not null:
                world.EditScim(scim).Authority.Receive(release);
                break;
            case Message.Request(var asker, var life, var fence, var scim, var request) when world.Scims[scim] is not null:
                Confirm(world, scim, request, asker, life, fence);
                break;
            case Message.Answer(var asker, var life, var number, var confirmed) when world.Scims[asker]?.Life == life:
                var process = world.EditScim(asker);
                if (process.Fences.Find(running => running.Number == number) is { } running)
                    process.Authority.Answer(running.Fence, confirmed);
                break;
        }
    }
}
