using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Contracts;

/// <summary>Beats, manifests and chunks.</summary>
public sealed class OtherMessagesTests
{
    private static readonly SnapshotManifest Manifest = new(
        Samples.Epoch, 42, Samples.Hash(0xd1), 1_750_000_000_000, Samples.Hash(0x1d), [Bytes(0xaa), Bytes(0xbb)]);

    private readonly MessageSeal _seal = new(TestEnvironment.Keys);

    [Fact]
    public void Beat_RoundTrip_IsTheGoldenBeat()
    {
        var beat = new Beat(Samples.Epoch, 42);

        Convert.ToHexStringLower(beat.Encode(_seal)).ShouldBe(GoldenTests.Golden("beat-v1.hex"));
        Beat.Decode(_seal, beat.Encode(_seal), out var decoded).ShouldBe(MessageFault.None);
        decoded.ShouldBe(beat);
    }

    [Fact]
    public void Manifest_RoundTrip_IsTheGoldenManifest()
    {
        Convert.ToHexStringLower(Manifest.Encode(_seal)).ShouldBe(GoldenTests.Golden("manifest-v1.hex"));
        SnapshotManifest.Decode(_seal, Manifest.Encode(_seal), out var decoded).ShouldBe(MessageFault.None);
        (decoded! with { ChunkHashes = Manifest.ChunkHashes }).ShouldBe(Manifest);
        decoded.ChunkHashes.ShouldBe(Manifest.ChunkHashes);
    }

    [Fact]
    public void Chunk_EveryKindOfChange_IsTheGoldenChunk()
    {
        Convert.ToHexStringLower(SnapshotChunk.Encode([.. Samples.OneOfEach])).ShouldBe(GoldenTests.Golden("chunk-v1.hex"));
        var rows = new List<Change>();
        SnapshotChunk.Decode(Convert.FromHexString(GoldenTests.Golden("chunk-v1.hex")), rows).ShouldBe(MessageFault.None);
        rows.ShouldBe(Samples.OneOfEach);
    }

    [Fact]
    public void EncodeAll_RowsOfLongTexts_WritesEachHardlyTwice()
    {
        var text = new string('x', StateLimits.MaxAttributes);
        List<Change> rows = [.. Enumerable.Range(0, 200).Select(i => new Change.UserAttributesPut(Samples.Hash((byte)i), text))];

        var before = GC.GetAllocatedBytesForCurrentThread();
        var chunks = SnapshotChunk.EncodeAll(rows);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        chunks.ShouldAllBe(chunk => chunk.Length <= SnapshotChunk.MaxBytes);
        // A buffer grows by doubling, and what it holds in the end is copied.
        allocated.ShouldBeLessThan(6L * rows.Count * text.Length);
        var read = new List<Change>();
        foreach (var chunk in chunks)
            SnapshotChunk.Decode(chunk, read).ShouldBe(MessageFault.None);
        read.ShouldBe(rows);
    }

    [Fact]
    public void Decode_AnotherKindOfMessage_IsMalformed()
    {
        var beat = new Beat(Samples.Epoch, 42).Encode(_seal);

        new EntryCodec(TestEnvironment.Keys).Decode(beat, out _).ShouldBe(MessageFault.Malformed);
        SnapshotManifest.Decode(_seal, beat, out _).ShouldBe(MessageFault.Malformed);
        Beat.Decode(_seal, Manifest.Encode(_seal), out _).ShouldBe(MessageFault.Malformed);
    }

    [Fact]
    public void Decode_AnyByteChanged_IsForged()
    {
        foreach (var message in (byte[][])[new Beat(Samples.Epoch, 42).Encode(_seal), Manifest.Encode(_seal)])
        {
            for (var i = 0; i < message.Length; i++)
            {
                var changed = message.ToArray();
                changed[i] ^= 1;
                Beat.Decode(_seal, changed, out _).ShouldBe(MessageFault.Forged);
                SnapshotManifest.Decode(_seal, changed, out _).ShouldBe(MessageFault.Forged);
            }
        }
    }

    [Fact]
    public void Decode_GarbageOfAKeyHolder_NeverThrows() =>
        Gen.Byte.Array[1, 120].Sample(
            body =>
            {
                body[0] = 0x97;
                Beat.Decode(_seal, _seal.Seal(body), out _);
                SnapshotManifest.Decode(_seal, _seal.Seal(body), out _);
                SnapshotChunk.Decode(body, []);
            },
            iter: 20_000);

    private static byte[] Bytes(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}
