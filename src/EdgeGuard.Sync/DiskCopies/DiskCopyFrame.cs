namespace EdgeGuard.Sync.DiskCopies;

/// <summary>A sealed frame as it was read.</summary>
/// <param name="Number">Its place in the file, from 0.</param>
/// <param name="Kind">What it says to hold.</param>
/// <param name="Rest">Ciphertext and tag.</param>
internal readonly record struct DiskCopyFrame(long Number, DiskCopyFrameKind Kind, Memory<byte> Rest);
