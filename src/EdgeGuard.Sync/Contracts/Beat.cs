using System.Buffers;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts.Mapping;
using MessagePack;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// Says each second how far the log in Redis goes: a hint by which a follower sees a gap or a dead subscription; it proves nothing
/// and renews nothing. A body is <c>[format, kind, version, epoch]</c>. Immutable.
/// </summary>
internal sealed record Beat(Epoch Epoch, long Version)
{
    private const int KnownFields = 4;

    public byte[] Encode(MessageSeal seal)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        var writer = new MessagePackWriter(buffer);
        MessageHeader.Write(ref writer, KnownFields, MessageKind.Beat, Version);
        WireHashes.Write(ref writer, Epoch.Value);
        writer.Flush();
        return seal.Seal(buffer.WrittenSpan);
    }

    public static MessageFault Decode(MessageSeal seal, ReadOnlyMemory<byte> bytes, out Beat? beat)
    {
        beat = null;
        var fault = seal.TryOpen(bytes, out var body);
        return fault == MessageFault.None ? MessageHeader.Guard(body, MessageKind.Beat, ReadBeat, out beat) : fault;
    }

    private static MessageFault ReadBeat(ref MessagePackReader reader, int fields, long version, out Beat? beat)
    {
        beat = null;
        if (fields < KnownFields)
            return MessageFault.Malformed;
        beat = new Beat(new Epoch(WireHashes.Read(ref reader)), version);
        WireFields.Skip(ref reader, fields - KnownFields);
        return MessageFault.None;
    }
}
