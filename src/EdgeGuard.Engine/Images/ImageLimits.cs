using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Images;

/// <summary>How an image is cut into parts, the same for the writer and the reader.</summary>
internal static class ImageLimits
{
    /// <summary>Most rows of a part; whole pages and blocks of every table.</summary>
    public const int PartRows = 4096;

    /// <summary>A part with more is not added to, if it can be cut there.</summary>
    public const int PartBytes = 128 * 1024;

    /// <summary>A group: id, tenant, list of role keys.</summary>
    public const int GroupBytes = 24;

    /// <summary>A not-before mark: user within the part, instant.</summary>
    public const int NotBeforeBytes = 10;

    /// <summary>Bits of places by which a part of keys is cut into pages of a usual size.</summary>
    public const int PageBits = 7;

    /// <summary>
    /// Bits by which it may be cut while a page is too full; then pages grow. Keys are uniform, so a few are enough; and it bounds what a part of
    /// a few keys can take of memory.
    /// </summary>
    public const int MostPageBits = 10;

    /// <summary>Most bits of places by which keys are cut into parts.</summary>
    public const int MaxPlaceBits = PageMap<ulong, KeyPage>.MaxDepth - PageBits;

    /// <summary>Most keys of a page that may not be cut further.</summary>
    public const int MaxPageKeys = 1024;

    /// <summary>The bits for so many keys.</summary>
    public static int PlaceBitsFor(int keys) => Math.Max(PageMap<ulong, KeyPage>.FirstDepth, PageMap<ulong, KeyPage>.DepthFor(keys) - PageBits);
}
