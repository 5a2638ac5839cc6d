using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
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
    /// <summary>Longest chunk in bytes, except for a single larger row.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <summary>Rows to gather for one chunk: rows without text take at most 48 bytes, so that most chunks need no second cut.</summary>
    public const int Rows = 10_000;

    /// <summary>The rows as chunks within the limit: halves what is too long.</summary>
    public static List<byte[]> EncodeAll(List<Change> rows)
    {
        var chunks = new List<byte[]>();
        Add(CollectionsMarshal.AsSpan(rows));
        return chunks;

        void Add(ReadOnlySpan<Change> part)
        {
            // Rows of long texts are halved before they are written: ten thousand of the longest are more bytes than an array can hold.
            if (part.Length == 1 || TextIn(part) <= MaxBytes)
            {
                var bytes = Encode(part);
                if (bytes.Length <= MaxBytes || part.Length == 1)
                {
                    chunks.Add(bytes);
                    return;
                }
            }

            Add(part[..(part.Length / 2)]);
            Add(part[(part.Length / 2)..]);
        }
    }

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

    /// <summary>Characters of the texts that may be long; each takes a byte at least.</summary>
    private static long TextIn(ReadOnlySpan<Change> rows)
    {
        var length = 0L;
        foreach (var row in rows)
        {
            length += row switch
            {
                Change.UserAttributesPut c => c.Attributes.Length,
                Change.PlanPut c => c.Rules.Length + LengthOf(c.Features),
                Change.FlagPut c => c.Rules.Length,
                Change.RolePut c => LengthOf(c.Patterns) + LengthOf(c.Parents),
                Change.FeaturePut c => LengthOf(c.LinkedPermissions),
                Change.GroupPut c => LengthOf(c.Roles),
                _ => 0,
            };
        }

        return length;
    }

    private static long LengthOf(ImmutableArray<string> texts)
    {
        var length = 0L;
        foreach (var text in texts)
            length += text.Length;
        return length;
    }
}
