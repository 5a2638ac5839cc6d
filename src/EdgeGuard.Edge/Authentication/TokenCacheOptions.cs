namespace EdgeGuard.Edge.Authentication;

/// <summary>The cache of validated tokens: <c>EdgeGuard:TokenCache</c>.</summary>
internal sealed class TokenCacheOptions
{
    /// <summary>Default of <see cref="MaxEntries"/>.</summary>
    public const int DefaultMaxEntries = 100_000;

    /// <summary>
    /// Most tokens that are remembered. Default 100 000; 64 to 10 million. Each costs its own length plus about 200 bytes; the
    /// table itself 16 bytes per entry from the start. When full, tokens not used lately make room.
    /// </summary>
    public int MaxEntries { get; set; } = DefaultMaxEntries;
}
