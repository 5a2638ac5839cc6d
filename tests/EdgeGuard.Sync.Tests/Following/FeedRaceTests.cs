using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Following.Fetching;
using EdgeGuard.Testing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace EdgeGuard.Sync.Tests.Following;

public sealed class FeedRaceTests : IDisposable
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(250);
    private readonly FakeTimeProvider _time = new();
    private readonly LogCapture _logs = new();
    private readonly TestMeterFactory _meters = new();
    private readonly FollowerInbox _inbox = new();
    private readonly Patience _patience = new(First, 4 * First);
    private readonly CancellationTokenSource _stop = new();
    private readonly FeedRace _race;
    private readonly FetchFailures _failures;
    private readonly Task _loop;
    private bool _isNeeded = true;

    public FeedRaceTests()
    {
        var metrics = new FollowerMetrics(_meters);
        _failures = new FetchFailures(metrics, _logs.CreateFactory().CreateLogger<FetchFailures>());
        _race = new FeedRace(_inbox, _failures, metrics, _time);
        _loop = TakeAsync();
    }

    [Fact]
    public async Task Run_FirstHasIt_OthersAreNotAsked()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        first.Answer(new Delivery("first"));

        (await RunAsync(first, second)).ShouldBeTrue();

        second.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Run_FirstFails_NextIsAskedAtOnce()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        first.Fail();
        second.Answer(new Delivery("second"));

        (await RunAsync(first, second)).ShouldBeTrue();

        _failures.Has(first).ShouldBeTrue();
        _logs.Count(EventIds.FetchFailed).ShouldBe(1);
    }

    [Fact]
    public async Task Run_FirstHasNothing_NextIsAskedAMomentLater()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        first.Answer(null);
        second.Answer(new Delivery("second"));

        var running = RunAsync(first, second);
        await AdvanceUntilAsync(() => second.Asked == 1, TimeSpan.FromMilliseconds(50));

        (await running).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_NoLongerNeeded_NextIsNotAsked()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        first.Answer(null);
        _isNeeded = false;

        var running = RunAsync(first, second);
        await AdvanceUntilAsync(() => running.IsCompleted, TimeSpan.FromMilliseconds(50));

        (await running).ShouldBeTrue();
        second.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Run_FirstTakesLong_NextIsAskedBesideItAndTheFirstGivenUp()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        second.Answer(new Delivery("second"));

        var running = RunAsync(first, second);
        await AdvanceUntilAsync(() => second.Asked == 1, First);

        (await running).ShouldBeTrue();
        first.GivenUp.ShouldBe(1);
        _patience.Current.ShouldBe(First);
    }

    [Fact]
    public async Task Run_FirstTakesLongAndHasItAfterAll_PatienceGrowsUntilTheNextIsOfUse()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        var grown = new List<int>();
        for (var i = 1; i <= 4; i++)
        {
            var running = RunAsync(first, second);
            await AdvanceUntilAsync(() => second.Asked == i, _patience.Current);
            first.Answer(new Delivery("first"));
            (await running).ShouldBeTrue();
            first.Clear();
            grown.Add((int)(_patience.Current / First));
        }

        second.Answer(new Delivery("second"));
        var last = RunAsync(first, second);
        await AdvanceUntilAsync(() => last.IsCompleted, _patience.Current);

        grown.ShouldBe([2, 4, 4, 4]);
        _patience.Current.ShouldBe(First);
    }

    [Fact]
    public async Task Run_LoserHangs_IsNotWaitedFor()
    {
        var (first, second) = (new TestFeed("first") { Hangs = true }, new TestFeed("second"));
        second.Answer(new Delivery("second"));

        var running = RunAsync(first, second);
        await AdvanceUntilAsync(() => running.IsCompleted, First);

        (await running).ShouldBeTrue();
    }

    [Fact]
    public async Task Run_NobodyHasIt_IsFalse()
    {
        var (first, second) = (new TestFeed("first"), new TestFeed("second"));
        first.Fail();
        second.Answer(null);

        (await RunAsync(first, second)).ShouldBeFalse();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
        _meters.Dispose();
        _logs.Dispose();
    }

    private Task<bool> RunAsync(params ILogFeed[] feeds) => _race.RunAsync(
        feeds, static (feed, token) => ((TestFeed)feed).ReadAsync(token), () => _isNeeded, _patience, _stop.Token);

    /// <summary>Moves the clock until a condition holds, and shows that it did not before.</summary>
    private async Task AdvanceUntilAsync(Func<bool> condition, TimeSpan after)
    {
        var start = _time.GetUtcNow();
        await Eventually.TrueAsync(
            () =>
            {
                if (condition())
                    return true;
                _time.Advance(TimeSpan.FromMilliseconds(10));
                return false;
            },
            "what the clock leads to");
        (_time.GetUtcNow() - start).ShouldBeGreaterThanOrEqualTo(after);
    }

    /// <summary>Plays the loop: takes every delivery for progress.</summary>
    private async Task TakeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _inbox.WaitAsync(_stop.Token);
            _inbox.TakeDelivery()?.Taken.TrySetResult(true);
        }
    }

    private sealed class TestFeed(string name) : ILogFeed
    {
        private TaskCompletionSource<Delivery?> _answer = New();
        private int _asked;
        private int _givenUp;

        public string Name => name;

        /// <summary>It does not notice that it is given up.</summary>
        public bool Hangs { get; init; }

        public int Asked => Volatile.Read(ref _asked);

        public int GivenUp => Volatile.Read(ref _givenUp);

        public void Answer(Delivery? delivery) => _answer.TrySetResult(delivery);

        public void Fail() => _answer.TrySetException(new IOException("The test's feed fails."));

        public void Clear() => _answer = New();

        public async Task<Delivery?> ReadAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            try
            {
                return await _answer.Task.WaitAsync(Hangs ? CancellationToken.None : cancellationToken);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref _givenUp);
                throw;
            }
        }

        public Task<IReadOnlyList<ReadOnlyMemory<byte>>> ReadEntriesAsync(Epoch epoch, long afterVersion, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<FedState> ReadStateAsync(Epoch? current, long afterVersion, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        private static TaskCompletionSource<Delivery?> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
