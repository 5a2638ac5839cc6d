using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Images;

/// <summary>A part that was read and found well formed by itself; <see cref="ImageLoad.Add(LoadedPart)"/> puts it to the others. Immutable.</summary>
public abstract class LoadedPart
{
    private protected LoadedPart(ImageStage stage, Hash128 digest)
    {
        Stage = stage;
        Digest = digest;
    }

    /// <summary>Stage of the part.</summary>
    public ImageStage Stage { get; }

    /// <summary>The sum of its rows' hashes.</summary>
    internal Hash128 Digest { get; }
}
