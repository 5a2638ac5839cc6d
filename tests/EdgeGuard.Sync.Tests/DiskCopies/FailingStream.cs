namespace EdgeGuard.Sync.Tests.DiskCopies;

/// <summary>Bytes of which only the first can be read, as from a disk that breaks.</summary>
internal sealed class FailingStream(byte[] bytes, int readable) : MemoryStream(bytes)
{
    public const string Message = "The disk is broken";

    // Spans come here too.
    public override int Read(byte[] buffer, int offset, int count)
    {
        var left = readable - (int)Position;
        return left > 0 ? base.Read(buffer, offset, Math.Min(count, left)) : throw new IOException(Message);
    }
}
