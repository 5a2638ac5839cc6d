using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>One reading of a copy after its header: witness, rows, image, rows, end. Used once.</summary>
internal sealed class DiskCopyReading(Stream stream, byte[] headerBytes, DiskCopyHeader header, EnvironmentKeys keys)
{
    private readonly DiskCopyFrames _frames = new(stream);
    private readonly SnapshotAssembly _assembly = new(keys.Hasher);
    private ImageLoad? _image;
    private byte[] _buffer = [];

    /// <summary>Null when anything of the copy is not as it was written.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public Snapshot? Read(out ReadOnlyMemory<byte> witness)
    {
        witness = default;
        using var cipher = NewCipher();
        if (Next(cipher, DiskCopyFrameKind.Witness) is not { } shown)
            return null;
        witness = shown.ToArray();
        if (!TryReadRows(cipher) || !TryReadImage() || !TryReadRows(cipher) || Next(cipher, DiskCopyFrameKind.End) is not { Length: 0 } || !_frames.IsAtEnd())
            return null;
        return _assembly.Finish(header.Head).Snapshot;
    }

    private DiskCopyCipher NewCipher() => new(keys, headerBytes, header.Salt);

    private bool IsNext(DiskCopyFrameKind kind) => _frames.TryPeek(out var next) && next == kind;

    /// <summary>Opens the next frame, if it is of that kind and authentic.</summary>
    private Memory<byte>? Next(DiskCopyCipher cipher, DiskCopyFrameKind kind) =>
        IsNext(kind) && _frames.TryRead(ref _buffer, out var frame) ? cipher.Open(frame) : null;

    private bool TryReadRows(DiskCopyCipher cipher)
    {
        while (IsNext(DiskCopyFrameKind.Rows))
        {
            if (Next(cipher, DiskCopyFrameKind.Rows) is not { } chunk || _assembly.Add(chunk) != RefusalCause.None)
                return false;
        }

        return true;
    }

    private bool TryReadImage()
    {
        foreach (var stage in Enum.GetValues<ImageStage>())
        {
            if (!IsNext(DiskCopyFrameKind.Image + (byte)stage))
                continue;
            _image ??= _assembly.OpenImage();
            if (!new ImageStageReading(_frames, _image, stage, NewCipher).TryRead())
                return false;
        }

        return _image is null || _image.Finish() is null;
    }
}
