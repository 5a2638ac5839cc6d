using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// The form of a copy: a header, then frames. The first frame holds the message that shows the state (its witness; may be empty), the
/// others the state: rows, as in the chunks of a snapshot in Redis, and between them the image of the large tables
/// (<see cref="StateImage"/>). Thread-safe.
/// </summary>
internal sealed class DiskCopyCodec(EnvironmentKeys keys)
{
    /// <summary>Writes a whole copy; holds one frame beside the state, and a few bytes for each user.</summary>
    public void Write(Stream stream, Snapshot state, ReadOnlySpan<byte> witness, CancellationToken cancellationToken)
    {
        var header = DiskCopyHeader.Of(state);
        var bytes = header.Encode(keys);
        stream.Write(bytes);
        using var cipher = new DiskCopyCipher(keys, bytes, header.Salt);
        var number = 0L;
        cipher.Seal(stream, number++, DiskCopyFrameKind.Witness, witness);

        var image = new StateImage(state);
        WriteRows(image.RowsBefore);
        foreach (var part in image.Parts())
        {
            cipher.Seal(stream, number++, DiskCopyFrameKind.Image + (byte)part.Stage, part.Bytes.Span);
            cancellationToken.ThrowIfCancellationRequested();
        }

        WriteRows(image.RowsAfter);
        cipher.Seal(stream, number, DiskCopyFrameKind.End, []);

        void WriteRows(IEnumerable<Change> all)
        {
            foreach (var rows in all.Chunk(SnapshotChunk.Rows))
            {
                foreach (var chunk in SnapshotChunk.EncodeAll([.. rows]))
                    cipher.Seal(stream, number++, DiskCopyFrameKind.Rows, chunk);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Reads a copy that anyone may have written; never throws for its content.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public DiskCopyFault Read(Stream stream, out Snapshot? state, out ReadOnlyMemory<byte> witness)
    {
        state = null;
        witness = default;
        var bytes = new byte[DiskCopyHeader.Size];
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            return DiskCopyFault.NoCopy;
        var fault = DiskCopyHeader.Decode(bytes, keys, out var header);
        if (fault != DiskCopyFault.None)
            return fault;

        state = new DiskCopyReading(stream, bytes, header, keys).Read(out witness);
        return state is null ? DiskCopyFault.Damaged : DiskCopyFault.None;
    }
}
