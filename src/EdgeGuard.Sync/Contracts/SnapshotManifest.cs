using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts.Mapping;
using MessagePack;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// What proves a snapshot: which state it is, and the SHA-256 of each of its chunks, all under one authentication code. A body is
/// <c>[format, kind, version, epoch + digest, createdAt, id, chunk hashes]</c>. Immutable.
/// </summary>
/// <param name="Epoch">The log whose state it is.</param>
/// <param name="Version">The version of the state.</param>
/// <param name="Digest">The digest of the state.</param>
/// <param name="CreatedAt">Unix milliseconds of the writer's clock; decides only when the next one is due.</param>
/// <param name="Id">Random name under which the chunks are kept.</param>
/// <param name="ChunkHashes">SHA-256 of each chunk, in order.</param>
internal sealed record SnapshotManifest(
    Epoch Epoch, long Version, Hash128 Digest, long CreatedAt, Hash128 Id, ImmutableArray<byte[]> ChunkHashes)
{
    private const int KnownFields = 7;

    public byte[] Encode(MessageSeal seal)
    {
        var buffer = new ArrayBufferWriter<byte>(128 + ChunkHashes.Length * SHA256.HashSizeInBytes);
        var writer = new MessagePackWriter(buffer);
        MessageHeader.Write(ref writer, KnownFields, MessageKind.SnapshotManifest, Version);
        WireHashes.Write(ref writer, Epoch.Value, Digest);
        writer.Write(CreatedAt);
        WireHashes.Write(ref writer, Id);
        writer.WriteBinHeader(ChunkHashes.Length * SHA256.HashSizeInBytes);
        foreach (var hash in ChunkHashes)
            writer.WriteRaw(hash);
        writer.Flush();
        return seal.Seal(buffer.WrittenSpan);
    }

    public static MessageFault Decode(MessageSeal seal, ReadOnlyMemory<byte> bytes, out SnapshotManifest? manifest)
    {
        manifest = null;
        var fault = seal.TryOpen(bytes, out var body);
        return fault == MessageFault.None ? MessageHeader.Guard(body, MessageKind.SnapshotManifest, ReadManifest, out manifest) : fault;
    }

    private static MessageFault ReadManifest(ref MessagePackReader reader, int fields, long version, out SnapshotManifest? manifest)
    {
        manifest = null;
        if (fields < KnownFields)
            return MessageFault.Malformed;
        var (epoch, digest) = WireHashes.ReadPair(ref reader);
        var createdAt = reader.ReadInt64();
        var id = WireHashes.Read(ref reader);
        var hashes = reader.ReadBytes().GetValueOrDefault().ToArray();
        if (hashes.Length % SHA256.HashSizeInBytes != 0)
            return MessageFault.Malformed;
        WireFields.Skip(ref reader, fields - KnownFields);
        manifest = new SnapshotManifest(new Epoch(epoch), version, digest, createdAt, id, [.. hashes.Chunk(SHA256.HashSizeInBytes)]);
        return MessageFault.None;
    }
}
