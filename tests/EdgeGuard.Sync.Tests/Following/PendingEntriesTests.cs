using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.Tests.Following;

public sealed class PendingEntriesTests
{
    private static readonly Epoch Followed = Epoch.New();
    private readonly PendingEntries _pending = new();

    [Fact]
    public void TryTake_Kept_GivesItOnce()
    {
        _pending.Add(Entry(5), new byte[3]);

        _pending.TryTake(Followed, 5, out var entry, out var bytes).ShouldBeTrue();
        (entry!.Version, bytes.Length).ShouldBe((5, 3));
        _pending.TryTake(Followed, 5, out _, out _).ShouldBeFalse();
        _pending.Furthest.ShouldBe(5, "it exists, even if it was not of use");
    }

    [Fact]
    public void Add_AnotherEpoch_ForgetsThoseOfTheFirst()
    {
        _pending.Add(Entry(5), new byte[3]);
        _pending.Add(Entry(2) with { Epoch = Epoch.New() }, new byte[3]);

        _pending.TryTake(Followed, 5, out _, out _).ShouldBeFalse();
        _pending.Furthest.ShouldBe(2);
    }

    [Fact]
    public void Add_MoreBytesThanThereIsRoomFor_KeepsTheFirst()
    {
        const int Large = 15 * 1024 * 1024;
        for (var version = 2; version <= 4; version++)
            _pending.Add(Entry(version), new byte[Large]);

        new long[] { 2, 3, 4 }.Select(version => _pending.TryTake(Followed, version, out _, out _)).ShouldBe([true, true, false]);
        _pending.Furthest.ShouldBe(4, "so that it is fetched");
        _pending.Add(Entry(5), new byte[Large]);
        _pending.TryTake(Followed, 5, out _, out _).ShouldBeTrue("there is room again");
    }

    [Fact]
    public void ForgetUntil_StateHasThem_MakesRoomForOthers()
    {
        _pending.Add(Entry(2), new byte[20 * 1024 * 1024]);
        _pending.Add(Entry(3), new byte[10 * 1024 * 1024]);

        _pending.ForgetUntil(Followed, 2);
        _pending.Add(Entry(4), new byte[20 * 1024 * 1024]);

        new long[] { 2, 3, 4 }.Select(version => _pending.TryTake(Followed, version, out _, out _)).ShouldBe([false, true, true]);
    }

    private static LogEntry Entry(long version) => new(Followed, version, Fenced: true, CommittedAt: 0, default, []);
}
