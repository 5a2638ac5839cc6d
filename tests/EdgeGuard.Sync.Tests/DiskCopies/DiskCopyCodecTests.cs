using System.Buffers.Binary;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.DiskCopies;

public sealed class DiskCopyCodecTests
{
    private readonly DiskCopyCodec _codec = new(TestEnvironment.Keys);

    [Fact]
    public void Read_AnyStateWritten_IsThatState() => Gen.Select(Gen.Int, Gen.Int[0, 50], Gen.Byte.Array[0, 100]).Sample(
        (seed, users, witness) =>
        {
            var state = RandomState.Of(seed, users);

            Read(Write(state, witness), out var copy, out var shown).ShouldBe(DiskCopyFault.None);

            (copy!.Epoch, copy.Version, copy.Digest).ShouldBe((state.Epoch, state.Version, state.Digest));
            Texts(copy).ShouldBe(Texts(state));
            shown.ToArray().ShouldBe(witness);
        },
        iter: 200);

    [Fact]
    public void Read_StateOfSeveralChunks_IsThatState()
    {
        var state = RandomState.Of(seed: 1, users: 2 * SnapshotChunk.Rows);

        Read(Write(state), out var copy, out _).ShouldBe(DiskCopyFault.None);

        (copy!.Digest, copy.UserCount).ShouldBe((state.Digest, state.UserCount));
    }

    [Fact]
    public void Read_StateOfManyParts_IsThatStateHoweverManyCoresReadIt()
    {
        var state = RandomState.Of(seed: 7, users: 30_000);
        var bytes = Write(state);

        for (var round = 0; round < 5; round++)
        {
            Read(bytes, out var copy, out _).ShouldBe(DiskCopyFault.None);
            Texts(copy!).ShouldBe(Texts(state));
        }
    }

    [Fact]
    public void Read_LengthThatIsNotThere_TakesNoMemory()
    {
        var bytes = Write(RandomState.Of(seed: 2, users: 3));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(DiskCopyHeader.Size), 1 << 30);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Read(bytes, out _, out _).ShouldBe(DiskCopyFault.Damaged);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(16 * 1024 * 1024);
    }

    [Fact]
    public void Read_StreamThatFails_Throws()
    {
        var bytes = Write(RandomState.Of(seed: 7, users: 10_000));

        for (var length = DiskCopyHeader.Size; length < bytes.Length; length += bytes.Length / 20)
            Should.Throw<IOException>(() => _codec.Read(new FailingStream(bytes, length), out _, out _)).Message.ShouldBe(FailingStream.Message);
    }

    [Fact]
    public void Read_EmptyState_IsThatState()
    {
        var state = Snapshot.Empty(TestEnvironment.Keys.Hasher, Epoch.New());

        Read(Write(state), out var copy, out _).ShouldBe(DiskCopyFault.None);

        (copy!.Epoch, copy.Version, copy.Digest).ShouldBe((state.Epoch, 0L, state.Digest));
    }

    [Fact]
    public void Read_AnyBitFlipped_IsRefused()
    {
        var bytes = Write(RandomState.Of(seed: 2, users: 3), [1, 2, 3]);
        for (var at = 0; at < bytes.Length * 8; at++)
        {
            bytes[at / 8] ^= (byte)(1 << (at % 8));
            Read(bytes, out var copy, out _).ShouldNotBe(DiskCopyFault.None, $"bit {at}");
            copy.ShouldBeNull();
            bytes[at / 8] ^= (byte)(1 << (at % 8));
        }

        Read(bytes, out _, out _).ShouldBe(DiskCopyFault.None);
    }

    [Fact]
    public void Read_CutShortAnywhere_IsRefused()
    {
        var bytes = Write(RandomState.Of(seed: 2, users: 3), [1, 2, 3]);

        for (var length = 0; length < bytes.Length; length++)
            Read(bytes[..length], out _, out _).ShouldNotBe(DiskCopyFault.None, $"{length} bytes");
        Read([.. bytes, 0], out _, out _).ShouldBe(DiskCopyFault.Damaged);
    }

    [Fact]
    public void Read_CutAtAFrameOfManyOrReordered_IsRefused()
    {
        var bytes = Write(RandomState.Of(seed: 3, users: SnapshotChunk.Rows));
        var frames = Frames(bytes);
        frames.Count.ShouldBeGreaterThanOrEqualTo(5);
        Read(Join(bytes, frames), out _, out _).ShouldBe(DiskCopyFault.None);

        for (var count = 0; count < frames.Count; count++)
            Read(Join(bytes, frames.Take(count)), out _, out _).ShouldBe(DiskCopyFault.Damaged, $"{count} frames");
        for (var left = 0; left < frames.Count; left++)
            Read(Join(bytes, frames.Where((_, i) => i != left)), out _, out _).ShouldBe(DiskCopyFault.Damaged, $"without {left}");
        Read(Join(bytes, [frames[0], frames[2], frames[1], .. frames.Skip(3)]), out _, out _).ShouldBe(DiskCopyFault.Damaged);
        Read(Join(bytes, [.. frames, frames[^1]]), out _, out _).ShouldBe(DiskCopyFault.Damaged);
    }

    [Fact]
    public void Read_FramesOfTwoCopiesOfOneState_AreRefused()
    {
        var state = RandomState.Of(seed: 4, users: 3);
        var (first, second) = (Write(state), Write(state));
        var (ours, theirs) = (Frames(first), Frames(second));

        for (var i = 0; i < ours.Count; i++)
        {
            theirs[i].ShouldNotBe(ours[i]);
            var mixed = ours.ToList();
            mixed[i] = theirs[i];
            Read(Join(first, mixed), out _, out _).ShouldBe(DiskCopyFault.Damaged);
        }
    }

    [Fact]
    public void Read_NotForThisProgramOrEnvironment_IsRefusedByItsCause()
    {
        var bytes = Write(RandomState.Of(seed: 5, users: 1));
        var later = bytes.ToArray();
        later[8]++;
        var earlier = bytes.ToArray();
        earlier[8] = 1;

        Read(later, out _, out _).ShouldBe(DiskCopyFault.UnknownFormat);
        Read(earlier, out _, out _).ShouldBe(DiskCopyFault.UnknownFormat);
        Read([.. "#!/bin/sh\n"u8, .. bytes], out _, out _).ShouldBe(DiskCopyFault.NoCopy);
        Read([], out _, out _).ShouldBe(DiskCopyFault.NoCopy);
        new DiskCopyCodec(TestEnvironment.ForeignKeys).Read(new MemoryStream(bytes), out _, out _).ShouldBe(DiskCopyFault.OtherEnvironment);
    }

    [Fact]
    public void Write_NamesInTheState_AreNotReadable()
    {
        var bytes = Write(RandomState.Of(seed: 6, users: 1));

        bytes.AsSpan().IndexOf("tenant-0"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf("documents"u8).ShouldBe(-1);
    }

    private static List<string> Texts(Snapshot state) => [.. state.Export().Select(Text).Order(StringComparer.Ordinal)];

    // Arrays in records compare by reference.
    private static string Text(Change change) => Convert.ToHexString(SnapshotChunk.Encode([change]));

    private static List<byte[]> Frames(byte[] bytes)
    {
        var frames = new List<byte[]>();
        for (var at = DiskCopyHeader.Size; at < bytes.Length;)
        {
            var length = DiskCopyCipher.PrefixSize + DiskCopyCipher.RestOf(bytes.AsSpan(at)).GetValueOrDefault();
            frames.Add(bytes[at..(at + length)]);
            at += length;
        }

        return frames;
    }

    private static byte[] Join(byte[] header, IEnumerable<byte[]> frames) => [.. header[..DiskCopyHeader.Size], .. frames.SelectMany(frame => frame)];

    private byte[] Write(Snapshot state, params byte[] witness)
    {
        using var stream = new MemoryStream();
        _codec.Write(stream, state, witness, CancellationToken.None);
        return stream.ToArray();
    }

    private DiskCopyFault Read(byte[] bytes, out Snapshot? state, out ReadOnlyMemory<byte> witness) =>
        _codec.Read(new MemoryStream(bytes), out state, out witness);
}
