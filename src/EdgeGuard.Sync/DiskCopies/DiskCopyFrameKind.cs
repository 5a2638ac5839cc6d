namespace EdgeGuard.Sync.DiskCopies;

/// <summary>What a frame holds; stands before it in clear, and is bound to it. Part of the format.</summary>
internal enum DiskCopyFrameKind : byte
{
    /// <summary>The message that shows the state; the first frame.</summary>
    Witness = 0,

    /// <summary>Rows, as in the chunks of a snapshot in Redis.</summary>
    Rows = 1,

    /// <summary>Nothing: the last frame.</summary>
    End = 2,

    /// <summary>A part of the image, of the first stage; those of the others follow.</summary>
    Image = 16,
}
