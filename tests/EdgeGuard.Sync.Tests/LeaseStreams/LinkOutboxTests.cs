using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.LeaseStreams;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

public sealed class LinkOutboxTests
{
    private readonly LinkOutbox _outbox = new() { IsWanted = true };
    private readonly Epoch _epoch = Epoch.New();

    [Fact]
    public void TryTake_ManyOfEachKind_GivesTheNewestOfEach()
    {
        for (var i = 1; i <= 1000; i++)
        {
            _outbox.Put(new LeaseAsk(default, i, Head(i)));
            _outbox.Put(new AppliedReport(default, Head(i)));
            _outbox.Put(Head(i), new byte[] { 1 });
        }

        var messages = TakeAll();

        messages.Select(message => message.MessageCase).ShouldBe(
            [EdgeMessage.MessageOneofCase.Ask, EdgeMessage.MessageOneofCase.Applied, EdgeMessage.MessageOneofCase.Witness]);
        messages[0].Ask.Number.ShouldBe(1000);
        messages[1].Applied.Applied_.Version.ShouldBe(1000);
        messages[2].Witness.Applied.Version.ShouldBe(1000);
    }

    [Fact]
    public void TryTake_Release_IsTheLast()
    {
        _outbox.PutRelease();
        _outbox.Put(new AppliedReport(default, Head(1)));
        _outbox.Follow(all: true);

        TakeAll()[^1].MessageCase.ShouldBe(EdgeMessage.MessageOneofCase.Release);
    }

    [Fact]
    public void PutRelease_AskWaitsOrComesAfterIt_IsNotSent()
    {
        _outbox.Put(new LeaseAsk(default, 1, Head(1)));
        _outbox.PutRelease();
        _outbox.Put(new LeaseAsk(default, 2, Head(1)));

        TakeAll().ShouldHaveSingleItem().MessageCase.ShouldBe(EdgeMessage.MessageOneofCase.Release);
    }

    [Fact]
    public void TryTake_AfterRestart_RepeatsTheWishForAllEntries()
    {
        _outbox.Follow(all: true);
        TakeAll().Count.ShouldBe(1);
        _outbox.Follow(all: true);
        TakeAll().ShouldBeEmpty();

        _outbox.Restart();

        TakeAll().ShouldHaveSingleItem().Follow.All.ShouldBeTrue();
    }

    [Fact]
    public void IsWanted_NoMore_ForgetsWhatWasNotSent()
    {
        _outbox.Put(new LeaseAsk(default, 1, Head(1)));
        _outbox.Put(new AppliedReport(default, Head(1)));

        _outbox.IsWanted = false;

        TakeAll().ShouldBeEmpty();
    }

    [Fact]
    public void WithdrawAsk_AskNotSent_IsNotSent()
    {
        _outbox.Put(new LeaseAsk(default, 1, Head(1)));

        _outbox.WithdrawAsk();

        TakeAll().ShouldBeEmpty();
    }

    private LogHead Head(long version) => new(_epoch, version, new Engine.Hashing.Hash128((ulong)version, 0));

    private List<EdgeMessage> TakeAll()
    {
        var messages = new List<EdgeMessage>();
        while (_outbox.TryTake(out var message))
            messages.Add(message);
        return messages;
    }
}
