using System.Buffers;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts.Mapping;
using MessagePack;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// One piece of a snapshot: the list of its rows as puts. It carries no code of its own: its SHA-256 stands in the manifest, which
/// has one.
/// </summary>
internal static class SnapshotChunk
{
    public static byte[] Encode(ReadOnlySpan<Change> rows)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        var writer = new MessagePackWriter(buffer);
        ChangeWriter.WriteList(ref writer, rows);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Decodes bytes whose hash has been checked; never throws for their content.</summary>
    public static MessageFault Decode(ReadOnlyMemory<byte> bytes, List<Change> rows)
    {
        try
        {
            var reader = new MessagePackReader(new ReadOnlySequence<byte>(bytes));
            var fault = ChangeReader.ReadList(ref reader, rows);
            return fault == MessageFault.None && !reader.End ? MessageFault.Malformed : fault;
        }
        catch (Exception e) when (MessageHeader.IsContentFault(e))
        {
            return MessageFault.Malformed;
        }
    }
}
