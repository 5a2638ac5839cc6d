using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// The form of a copy: a header, then frames. The first frame holds the message that shows the state (its witness; may be empty), the
/// others its rows, as in the chunks of a snapshot in Redis. Thread-safe.
/// </summary>
internal sealed class DiskCopyCodec(EnvironmentKeys keys)
{
    /// <summary>Writes a whole copy; holds one chunk beside the state.</summary>
    public void Write(Stream stream, Snapshot state, ReadOnlySpan<byte> witness, CancellationToken cancellationToken)
    {
        var header = DiskCopyHeader.Of(state);
        var bytes = header.Encode(keys);
        stream.Write(bytes);
        using var cipher = new DiskCopyCipher(keys, bytes, header.Salt);
        cipher.Seal(stream, witness, isLast: false);

        var rows = new List<Change>(SnapshotChunk.Rows);
        foreach (var row in state.Export())
        {
            rows.Add(row);
            if (rows.Count < SnapshotChunk.Rows)
                continue;
            foreach (var chunk in SnapshotChunk.EncodeAll(rows))
                cipher.Seal(stream, chunk, isLast: false);
            rows.Clear();
            cancellationToken.ThrowIfCancellationRequested();
        }

        foreach (var chunk in SnapshotChunk.EncodeAll(rows))
            cipher.Seal(stream, chunk, isLast: false);
        cipher.Seal(stream, SnapshotChunk.Encode([]), isLast: true);
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

        using var cipher = new DiskCopyCipher(keys, bytes, header.Salt);
        if (ReadFrame(stream, cipher, [], out _) is not { } shown)
            return DiskCopyFault.Damaged;
        witness = shown.ToArray();

        var assembly = new SnapshotAssembly(keys.Hasher);
        var buffer = new byte[SnapshotChunk.MaxBytes + DiskCopyCipher.TagSize];
        bool isLast;
        do
        {
            if (ReadFrame(stream, cipher, buffer, out isLast) is not { } chunk || assembly.Add(chunk) != RefusalCause.None)
                return DiskCopyFault.Damaged;
        }
        while (!isLast);

        if (stream.ReadByte() >= 0)
            return DiskCopyFault.Damaged;
        state = assembly.Finish(header.Head).Snapshot;
        return state is null ? DiskCopyFault.Damaged : DiskCopyFault.None;
    }

    /// <summary>Reads and opens the next frame, into <paramref name="buffer"/> if it fits; null when there is none that is authentic.</summary>
    private static Memory<byte>? ReadFrame(Stream stream, DiskCopyCipher cipher, byte[] buffer, out bool isLast)
    {
        isLast = false;
        Span<byte> prefix = stackalloc byte[DiskCopyCipher.PrefixSize];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length || DiskCopyCipher.RestOf(prefix) is not { } length)
            return null;
        isLast = DiskCopyCipher.IsLast(prefix);
        var rest = length <= buffer.Length ? buffer.AsMemory(0, length) : new byte[length];
        return stream.ReadAtLeast(rest.Span, length, throwOnEndOfStream: false) < length ? null : cipher.Open(prefix, rest);
    }
}
