using System.Buffers;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts.Mapping;
using MessagePack;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// The wire form of log entries: MessagePack, integer-keyed (a field is its place in an array), additive, authenticated
/// (<see cref="MessageSeal"/>). A body is <c>[format, kind, version, epoch + digest, fenced, committedAt, changes]</c>. Thread-safe.
/// </summary>
public sealed class EntryCodec(EnvironmentKeys keys)
{
    private const int KnownFields = 7;

    private readonly MessageSeal _seal = new(keys);

    /// <summary>Encodes and authenticates an entry; the bytes are what the database and Redis keep.</summary>
    /// <exception cref="ArgumentException">
    /// The entry passes a limit (<see cref="MessageLimits"/>): no reader would take it, so it must not be committed.
    /// </exception>
    public byte[] Encode(LogEntry entry)
    {
        if (entry.Version is < 1 or > MessageLimits.MaxVersion)
            throw new ArgumentException($"Version {entry.Version} is not between 1 and 2^53.", nameof(entry));
        if (entry.Changes.Length > MessageLimits.MaxChanges)
            throw new ArgumentException($"{entry.Changes.Length} changes; an entry has at most {MessageLimits.MaxChanges}.", nameof(entry));

        var buffer = new ArrayBufferWriter<byte>(128);
        var writer = new MessagePackWriter(buffer);
        MessageHeader.Write(ref writer, KnownFields, MessageKind.Entry, entry.Version);
        WireHashes.Write(ref writer, entry.Epoch.Value, entry.Digest);
        writer.Write(entry.Fenced);
        writer.Write(entry.CommittedAt);
        ChangeWriter.WriteList(ref writer, entry.Changes.AsSpan());
        writer.Flush();

        return buffer.WrittenCount + MessageSeal.Size <= MessageLimits.MaxMessageBytes
            ? _seal.Seal(buffer.WrittenSpan)
            : throw new ArgumentException($"{buffer.WrittenCount} bytes; an entry has at most {MessageLimits.MaxMessageBytes}.", nameof(entry));
    }

    /// <summary>Decodes bytes that anyone may have written; never throws for their content.</summary>
    /// <param name="bytes">The bytes, authentication code included.</param>
    /// <param name="entry">The entry, on true.</param>
    /// <param name="fault">The name of a <see cref="MessageFault"/>, on false.</param>
    public bool TryDecode(ReadOnlyMemory<byte> bytes, out LogEntry? entry, out string? fault)
    {
        var found = Decode(bytes, out entry);
        fault = found == MessageFault.None ? null : found.ToString();
        return entry is not null;
    }

    /// <summary>As <see cref="TryDecode"/>, with the fault as a value.</summary>
    public MessageFault Decode(ReadOnlyMemory<byte> bytes, out LogEntry? entry) => Decode(bytes, out entry, out _);

    /// <summary>As the other, and tells which entry it is that cannot be read.</summary>
    /// <param name="bytes">The bytes, authentication code included.</param>
    /// <param name="entry">The entry, when there is no fault.</param>
    /// <param name="unread">On a fault, the entry that the bytes authentically are; none when they are not authentic or no entry.</param>
    internal MessageFault Decode(ReadOnlyMemory<byte> bytes, out LogEntry? entry, out EntryPosition unread)
    {
        entry = null;
        unread = default;
        var fault = _seal.TryOpen(bytes, out var body);
        if (fault != MessageFault.None)
            return fault;
        fault = MessageHeader.Guard(body, MessageKind.Entry, ReadEntry, out entry);
        if (fault != MessageFault.None)
            unread = ReadPosition(body);
        return fault;
    }

    /// <summary>The epoch that an entry's bytes name, unauthenticated: for bytes from the own database. None when unreadable.</summary>
    internal static Epoch PeekEpoch(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var reader = new MessagePackReader(bytes);
            return MessageHeader.Read(ref reader, MessageKind.Entry, out var fields, out _) == MessageFault.None && fields >= KnownFields
                ? new Epoch(WireHashes.ReadPair(ref reader).First)
                : default;
        }
        catch (Exception e) when (MessageHeader.IsContentFault(e))
        {
            return default;
        }
    }

    /// <summary>Which entry a body is, of whatever format: the first four fields are the same in each.</summary>
    private static EntryPosition ReadPosition(in ReadOnlySequence<byte> body)
    {
        try
        {
            var reader = new MessagePackReader(body);
            WireFields.ReadCount(ref reader, known: 4);
            reader.Skip();
            var kind = (MessageKind)reader.ReadInt64();
            var version = reader.ReadInt64();
            return kind == MessageKind.Entry && version is > 0 and <= MessageLimits.MaxVersion
                ? new EntryPosition(new Epoch(WireHashes.ReadPair(ref reader).First), version)
                : default;
        }
        catch (Exception e) when (MessageHeader.IsContentFault(e))
        {
            return default;
        }
    }

    private static MessageFault ReadEntry(ref MessagePackReader reader, int fields, long version, out LogEntry? entry)
    {
        entry = null;
        if (fields < KnownFields || version < 1)
            return MessageFault.Malformed;

        var (epoch, digest) = WireHashes.ReadPair(ref reader);
        var fenced = reader.ReadBoolean();
        var committedAt = reader.ReadInt64();
        var changes = new List<Change>();
        var fault = ChangeReader.ReadList(ref reader, changes);
        if (fault != MessageFault.None)
            return fault;
        WireFields.Skip(ref reader, fields - KnownFields);
        entry = new LogEntry(new Epoch(epoch), version, fenced, committedAt, digest, ImmutableCollectionsMarshal.AsImmutableArray(changes.ToArray()));
        return MessageFault.None;
    }
}
