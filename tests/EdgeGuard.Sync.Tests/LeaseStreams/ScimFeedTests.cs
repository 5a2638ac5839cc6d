using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Testing;
using Google.Protobuf;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

/// <summary>The second data channel: whatever a scim gives, only the state that is authentic and whole comes through.</summary>
public sealed class ScimFeedTests : IAsyncLifetime
{
    private readonly FakeDatabase _database = new(TimeSpan.FromSeconds(1));
    private FakeScim? _scim;
    private EdgeEnd? _edge;

    private FakeScim Scim => _scim!;

    private ILogFeed Feed => _edge!.Feed;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 9; i++)
            _database.Commit();
        _scim = await FakeScim.StartAsync(_database);
        _edge = await EdgeEnd.StartAsync(_scim.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await _edge!.DisposeAsync();
        await Scim.DisposeAsync();
    }

    [Fact]
    public async Task ReadState_WholeAndAuthentic_IsTheStateWithItsManifest()
    {
        var state = await ReadStateAsync();

        state.Cause.ShouldBe(RefusalCause.None);
        state.Snapshot!.Version.ShouldBe(9);
        state.Snapshot.Epoch.ShouldBe(_database.Source.State.Epoch);
        state.Snapshot.Digest.ShouldBe(_database.Source.State.Digest);
        SnapshotManifest.Decode(new MessageSeal(TestEnvironment.Keys), state.Manifest, out var manifest).ShouldBe(MessageFault.None);
        manifest!.Version.ShouldBe(9);
    }

    [Fact]
    public async Task ReadState_NotLaterThanWhatIsThere_IsNone()
    {
        var epoch = _database.Source.State.Epoch;

        (await Feed.ReadStateAsync(epoch, 9, TestContext.Current.CancellationToken)).ShouldBe(default);
        (await Feed.ReadStateAsync(epoch, 8, TestContext.Current.CancellationToken)).Snapshot.ShouldNotBeNull();
        (await Feed.ReadStateAsync(Epoch.New(), 100, TestContext.Current.CancellationToken)).Snapshot.ShouldNotBeNull();
    }

    [Fact]
    public async Task ReadState_AByteOfAnyPartDamaged_IsRefused()
    {
        var parts = 0;
        Scim.Spoil = all => all.Select((part, i) => i == all.Count - 1 && (parts = all.Count) == 0 ? part : part);
        await ReadStateAsync();
        parts.ShouldBeGreaterThan(4);

        for (var spoilt = 0; spoilt < parts; spoilt++)
        {
            var target = spoilt;
            Scim.Spoil = all => all.Select((part, i) => i == target ? Flip(part) : part);
            var state = await ReadStateAsync();

            state.Snapshot.ShouldBeNull($"part {spoilt}");
            state.Cause.ShouldNotBe(RefusalCause.None, $"part {spoilt}");
        }
    }

    [Fact]
    public async Task ReadState_ChunkLeftOut_IsRefused()
    {
        Scim.Spoil = parts => parts.Where((_, i) => i != 2);

        var state = await ReadStateAsync();

        (state.Snapshot, state.Cause).ShouldBe((null, RefusalCause.ChunkDamaged));
    }

    [Fact]
    public async Task ReadState_EndsWithoutManifest_IsRefused()
    {
        Scim.Spoil = parts => parts.SkipLast(1);

        (await ReadStateAsync()).Cause.ShouldBe(RefusalCause.ChunkDamaged);
    }

    [Fact]
    public async Task ReadState_ManifestOfAnotherEnvironment_IsRefused()
    {
        var state = _database.Source.State;
        var foreign = new SnapshotManifest(state.Epoch, state.Version, state.Digest, CreatedAt: 0, new Hash128(1, 2), [])
            .Encode(new MessageSeal(TestEnvironment.ForeignKeys));
        Scim.Spoil = parts => [.. parts.SkipLast(1), new StatePart { Manifest = ByteString.CopyFrom(foreign) }];

        (await ReadStateAsync()).Cause.ShouldBe(RefusalCause.Forged);
    }

    [Fact]
    public async Task ReadState_RowsWithAnotherDigestThanTheManifest_AreRefused()
    {
        var state = _database.Source.State;
        Scim.Spoil = parts => [parts[0], new StatePart { Manifest = ByteString.CopyFrom(ManifestOf(state, parts[0].Chunk)) }];

        (await ReadStateAsync()).Cause.ShouldBe(RefusalCause.DigestMismatch);
    }

    [Fact]
    public async Task ReadEntries_AfterAVersion_GivesThoseThatFollowInOrder()
    {
        var entries = await Feed.ReadEntriesAsync(_database.Source.State.Epoch, 4, TestContext.Current.CancellationToken);

        entries.Select(bytes => bytes.ToArray()).ShouldBe(Enumerable.Range(5, 5).Select(version => _database.Source.Bytes(version)));
    }

    [Fact]
    public async Task ReadEntries_OfAnotherEpoch_GivesNone() =>
        (await Feed.ReadEntriesAsync(Epoch.New(), 0, TestContext.Current.CancellationToken)).ShouldBeEmpty();

    private static byte[] ManifestOf(Snapshot state, ByteString chunk) =>
        new SnapshotManifest(
            state.Epoch, state.Version, state.Digest, CreatedAt: 0, new Hash128(1, 2), [System.Security.Cryptography.SHA256.HashData(chunk.Span)])
        .Encode(new MessageSeal(TestEnvironment.Keys));

    private static StatePart Flip(StatePart part)
    {
        var isChunk = part.PartCase == StatePart.PartOneofCase.Chunk;
        var bytes = (isChunk ? part.Chunk : part.Manifest).ToByteArray();
        bytes[bytes.Length / 2] ^= 1;
        return isChunk ? new StatePart { Chunk = ByteString.CopyFrom(bytes) } : new StatePart { Manifest = ByteString.CopyFrom(bytes) };
    }

    private Task<FedState> ReadStateAsync() => Feed.ReadStateAsync(current: null, afterVersion: -1, TestContext.Current.CancellationToken);
}
