using System.Buffers;
using EdgeGuard.Sync.Contracts.Mapping;
using MessagePack;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// What all authenticated messages begin with: <c>[format, kind, version, …]</c>, and the one place where what is wrong with their
/// bytes becomes a <see cref="MessageFault"/>.
/// </summary>
internal static class MessageHeader
{
    private const int Format = 1;
    private const int KnownFields = 3;

    /// <summary>Reads the fields after the header; <paramref name="fields"/> counts all of the message's fields, header included.</summary>
    public delegate MessageFault BodyReader<T>(ref MessagePackReader reader, int fields, long version, out T? message);

    public static void Write(ref MessagePackWriter writer, int fields, MessageKind kind, long version)
    {
        writer.WriteArrayHeader(fields);
        writer.Write(Format);
        writer.Write((int)kind);
        writer.Write(version);
    }

    /// <summary>
    /// Reads a message of one kind. A later format is refused before anything else of it is looked at; bytes after the message
    /// are refused.
    /// </summary>
    public static MessageFault Guard<T>(ReadOnlySequence<byte> body, MessageKind kind, BodyReader<T> read, out T? message)
    {
        message = default;
        try
        {
            var reader = new MessagePackReader(body);
            var fault = Read(ref reader, kind, out var fields, out var version);
            T? found = default;
            if (fault == MessageFault.None)
                fault = read(ref reader, fields, version, out found);
            if (fault == MessageFault.None && !reader.End)
                fault = MessageFault.Malformed;
            if (fault == MessageFault.None)
                message = found;
            return fault;
        }
        catch (Exception e) when (IsContentFault(e))
        {
            return MessageFault.Malformed;
        }
    }

    /// <summary>Reads the header of a message of one kind.</summary>
    public static MessageFault Read(ref MessagePackReader reader, MessageKind kind, out int fields, out long version)
    {
        version = 0;
        fields = WireFields.ReadCount(ref reader, known: 1);
        if (reader.ReadInt64() != Format)
            return MessageFault.UnknownFormat;
        if (fields < KnownFields || reader.ReadInt64() != (long)kind)
            return MessageFault.Malformed;
        version = reader.ReadInt64();
        return version is < 0 or > MessageLimits.MaxVersion ? MessageFault.Malformed : MessageFault.None;
    }

    /// <summary>
    /// True for what the reader throws at bytes that are not what they should be; out of range is what MessagePack 2.5 makes of
    /// lengths of 2^31 and more.
    /// </summary>
    public static bool IsContentFault(Exception e) =>
        e is MessagePackSerializationException or EndOfStreamException or OverflowException or ArgumentOutOfRangeException;

    /// <summary>The kind of an authentic message, without reading the rest of it; null when there is none.</summary>
    public static MessageKind? PeekKind(ReadOnlyMemory<byte> message)
    {
        // [array header, format, kind]: each is one byte in every format so far, and fields are never removed.
        return message.Length > 3 ? (MessageKind)message.Span[2] : null;
    }
}
