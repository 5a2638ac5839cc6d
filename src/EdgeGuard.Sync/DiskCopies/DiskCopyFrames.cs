namespace EdgeGuard.Sync.DiskCopies;

/// <summary>The frames of a copy in their order, sealed as they are. One thread at a time.</summary>
internal sealed class DiskCopyFrames(Stream stream)
{
    private readonly byte[] _prefix = new byte[DiskCopyCipher.PrefixSize];
    private long _number;
    private int? _rest;

    /// <summary>Looks at what comes next; false when it is no frame.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryPeek(out DiskCopyFrameKind kind)
    {
        _rest ??= stream.ReadAtLeast(_prefix, _prefix.Length, throwOnEndOfStream: false) < _prefix.Length ? null : DiskCopyCipher.RestOf(_prefix);
        kind = DiskCopyCipher.KindOf(_prefix);
        return _rest is not null;
    }

    /// <summary>Reads the frame that <see cref="TryPeek"/> saw, into <paramref name="buffer"/>, which is replaced by a longer one if it has to be.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryRead(ref byte[] buffer, out DiskCopyFrame frame)
    {
        frame = default;
        // What is not there takes no memory.
        if (_rest is not { } length || (stream.CanSeek && length > stream.Length - stream.Position))
            return false;
        if (buffer.Length < length)
            buffer = GC.AllocateUninitializedArray<byte>(length);
        var rest = buffer.AsMemory(0, length);
        if (stream.ReadAtLeast(rest.Span, length, throwOnEndOfStream: false) < length)
            return false;
        frame = new DiskCopyFrame(_number++, DiskCopyCipher.KindOf(_prefix), rest);
        _rest = null;
        return true;
    }

    /// <summary>True when nothing follows.</summary>
    public bool IsAtEnd() => _rest is null && stream.ReadByte() < 0;
}
