using System.Runtime.ExceptionServices;
using EdgeGuard.Engine.Images;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// Reads the frames of one stage of the image on several cores: each takes the next frame, opens and reads it, and adds it when all before it
/// are added. Used once.
/// </summary>
internal sealed class ImageStageReading(DiskCopyFrames frames, ImageLoad image, ImageStage stage, Func<DiskCopyCipher> newCipher)
{
    /// <summary>An edge that starts has nothing else to do yet, but more than this the disk does not feed.</summary>
    private const int MaxWorkers = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<long, LoadedPart> _waiting = [];
    private readonly DiskCopyFrameKind _kind = DiskCopyFrameKind.Image + (byte)stage;
    private long? _next;
    private bool _failed;
    private Exception? _thrown;

    /// <summary>Reads as long as frames of the stage come; false when one is not authentic or not well formed.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryRead()
    {
        Parallel.For(0, Math.Min(Environment.ProcessorCount, MaxWorkers), _ => Work());
        if (_thrown is not null)
            ExceptionDispatchInfo.Throw(_thrown);
        return !_failed;
    }

    private void Work()
    {
        try
        {
            using var cipher = newCipher();
            var reader = image.NewReader();
            byte[] buffer = [];
            while (Take(ref buffer) is { } frame)
            {
                var part = cipher.Open(frame) is { } bytes ? reader.Read(new ImagePart(stage, bytes), out _) : null;
                Add(frame.Number, part);
            }
        }
        catch (IOException e)
        {
            lock (_gate)
                (_thrown, _failed) = (e, true);
        }
    }

    private DiskCopyFrame? Take(ref byte[] buffer)
    {
        lock (_gate)
        {
            if (_failed || !frames.TryPeek(out var kind) || kind != _kind)
                return null;
            if (!frames.TryRead(ref buffer, out var frame))
            {
                _failed = true;
                return null;
            }

            _next ??= frame.Number;
            return frame;
        }
    }

    private void Add(long number, LoadedPart? part)
    {
        lock (_gate)
        {
            if (part is null)
            {
                _failed = true;
                return;
            }

            _waiting.Add(number, part);
            while (!_failed && _next is { } next && _waiting.Remove(next, out var first))
            {
                _failed = image.Add(first) is not null;
                _next = next + 1;
            }
        }
    }
}
