using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Following;

public sealed class EntryApplierTests
{
    private readonly InMemoryLogSource _source = new(TestEnvironment.Keys);

    [Fact]
    public void Apply_NextEntries_GivesTheirState()
    {
        var start = _source.State;
        List<LogEntry> entries = [Commit("a"), Commit("b")];

        var next = EntryApplier.Apply(start, entries, out var applied, out var cause, out _);

        (next.Version, next.Digest, applied, cause).ShouldBe((2, _source.State.Digest, 2, RefusalCause.None));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, -1)]
    [InlineData(1, 1)]
    public void Apply_NotTheNextVersion_IsOutOfSequence(int index, int shift)
    {
        var start = _source.State;
        List<LogEntry> entries = [Commit("a"), Commit("b")];
        entries[index] = entries[index] with { Version = entries[index].Version + shift };

        var next = EntryApplier.Apply(start, entries, out var applied, out var cause, out _);

        (next.Version, applied, cause).ShouldBe((index, index, RefusalCause.OutOfSequence));
    }

    [Fact]
    public void Apply_AnotherEpoch_IsOutOfSequence()
    {
        var start = _source.State;
        List<LogEntry> entries = [Commit("a") with { Epoch = Epoch.New() }];

        var next = EntryApplier.Apply(start, entries, out _, out var cause, out _);

        next.ShouldBeSameAs(start);
        cause.ShouldBe(RefusalCause.OutOfSequence);
    }

    private LogEntry Commit(string tenant) => _source.Append(new Change.TenantPut(tenant, Suspended: false));
}
