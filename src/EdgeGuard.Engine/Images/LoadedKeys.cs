using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Images;

/// <summary>Keys of one part: those whose places begin with one number.</summary>
/// <param name="placeBits">Bits of that number.</param>
/// <param name="number">The number.</param>
/// <param name="pages">The keys as the table keeps them.</param>
/// <param name="aliases">Of each alias its user.</param>
/// <param name="digest">Sum of the aliases' hashes.</param>
internal sealed class LoadedKeys(int placeBits, int number, KeyPages pages, int[] aliases, Hash128 digest) : LoadedPart(ImageStage.Keys, digest)
{
    public int PlaceBits => placeBits;

    public int Number => number;

    public KeyPages Pages => pages;

    public int[] Aliases => aliases;
}
