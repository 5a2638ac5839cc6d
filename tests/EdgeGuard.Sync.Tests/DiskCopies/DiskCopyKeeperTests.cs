using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Sync.Tests.LeaseStreams;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.DiskCopies;

public sealed class DiskCopyKeeperTests : IAsyncLifetime
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly DiskCopyRig _rig = new();
    private readonly FakeDatabase _database = new(Second);
    private readonly EdgeLease _lease = new(new BootTimeClock());
    private readonly RecordingInput _follower = new() { Witness = [1, 2, 3] };
    private readonly CancellationTokenSource _stop = new();
    private DiskCopyKeeper? _keeper;
    private Task _running = Task.CompletedTask;

    public ValueTask InitializeAsync()
    {
        _keeper = new DiskCopyKeeper(_rig.Open(), _lease, _follower, _rig.Time);
        _running = _keeper.RunAsync(_stop.Token);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Run_FirstState_IsWrittenSoonWithItsWitness()
    {
        var state = _database.Commit();
        _lease.Load(state);

        await WriteFirstAsync();

        var (copy, witness) = _rig.Open().Load()!.Value;
        copy.Digest.ShouldBe(state.Digest);
        witness.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Run_ManyChanges_AreWrittenOnceAMinute()
    {
        _lease.Load(_database.Commit());
        await WriteFirstAsync();

        var seconds = 0;
        await Eventually.TrueAsync(
            () =>
            {
                if (_rig.Written == 2)
                    return true;
                _lease.Apply(_database.Commit()).ShouldBeTrue();
                _rig.Time.Advance(Second);
                seconds++;
                return false;
            },
            "a second copy");

        seconds.ShouldBeGreaterThanOrEqualTo((int)DiskCopyKeeper.Every.TotalSeconds);
    }

    [Fact]
    public async Task Run_NothingChanged_WritesNothing()
    {
        _lease.Load(_database.Commit());
        await WriteFirstAsync();

        _rig.Time.Advance(TimeSpan.FromMinutes(10));
        await StopAsync();
        await _keeper!.FinishAsync(CancellationToken.None);

        _rig.Written.ShouldBe(1);
    }

    [Fact]
    public async Task Finish_ChangedSinceTheLastWrite_WritesOnceMore()
    {
        _lease.Load(_database.Commit());
        await WriteFirstAsync();
        var last = _database.Commit();
        _lease.Apply(last).ShouldBeTrue();

        await StopAsync();
        await _keeper!.FinishAsync(CancellationToken.None);

        _rig.Load()!.Version.ShouldBe(last.Version);
    }

    [Fact]
    public async Task Finish_StateProvedWrong_IsNotWritten()
    {
        _lease.Load(_database.Commit());
        _lease.Distrust();

        await StopAsync();
        await _keeper!.FinishAsync(CancellationToken.None);

        File.Exists(_rig.Path).ShouldBeFalse();
    }

    [Fact]
    public async Task Finish_NoPath_KeepsNothing()
    {
        _lease.Load(_database.Commit());
        var keeper = new DiskCopyKeeper(_rig.Open(""), _lease, _follower, _rig.Time);

        await keeper.RunAsync(CancellationToken.None);
        await keeper.FinishAsync(CancellationToken.None);

        _rig.Folder.GetFiles().ShouldBeEmpty();
    }

    /// <summary>FENCE section 3 (e): whatever the copy is, a lease needs a Grant to this process, for a head that it has.</summary>
    [Fact]
    public async Task Security_F14_OldCopyLoaded_GivesNoLease()
    {
        var old = _database.Commit();
        _rig.Open().Save(old, default, CancellationToken.None);
        var current = _database.Commit();
        var feed = new DiskFeed(_rig.Open());

        var fed = await feed.ReadStateAsync(current: null, afterVersion: -1, TestContext.Current.CancellationToken);
        var clock = new BootTimeClock();
        var lease = new EdgeLease(clock);
        lease.Load(fed.Snapshot!).ShouldBeTrue();
        lease.Settle(fed.Snapshot!);
        lease.View.IsRunningAt(clock.Now).ShouldBeFalse();
        var ask = lease.Ask()!.Value;
        lease.Receive(new LinkId(1), new LeaseGrant(ask.Number, HeadOf(current), (long)TimeSpan.FromHours(1).TotalNanoseconds));

        lease.View.IsRunningAt(clock.Now).ShouldBeFalse();
        lease.Apply(current).ShouldBeTrue();
        lease.Settle(current);
        lease.View.IsRunningAt(clock.Now).ShouldBeTrue();
    }

    [Fact]
    public async Task Feed_AskedAgainOrByAProcessWithAState_GivesNone()
    {
        _rig.Open().Save(_database.Commit(), default, CancellationToken.None);
        var feed = new DiskFeed(_rig.Open());

        (await feed.ReadStateAsync(Epoch.New(), 0, TestContext.Current.CancellationToken)).ShouldBe(default);
        (await feed.ReadStateAsync(current: null, -1, TestContext.Current.CancellationToken)).Snapshot.ShouldNotBeNull();
        (await feed.ReadStateAsync(current: null, -1, TestContext.Current.CancellationToken)).ShouldBe(default);
        (await feed.ReadEntriesAsync(Epoch.New(), 0, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    private static LogHead HeadOf(Snapshot state) => new(state.Epoch, state.Version, state.Digest);

    /// <summary>One look of the keeper; the clock stands still while it writes, so that the write takes no time.</summary>
    private Task WriteFirstAsync()
    {
        _rig.Time.Advance(Second);
        return Eventually.TrueAsync(() => _rig.Written == 1, "the first copy");
    }

    private async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
