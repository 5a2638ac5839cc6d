namespace EdgeGuard.Edge.Decisions;

/// <summary>The listeners for the app's own questions: <c>EdgeGuard:Decisions</c>.</summary>
internal sealed class DecisionsOptions
{
    /// <summary>Default of <see cref="Url"/>.</summary>
    public const string DefaultUrl = "http://127.0.0.1:8081";

    /// <summary>What every caller key begins with.</summary>
    public const string CallerKeyPrefix = "egcall_";

    /// <summary>Fewest characters of <see cref="CallerKey"/> after its prefix: 256 random bits in base64url.</summary>
    public const int MinCallerKeyLength = 43;

    /// <summary>Where gRPC is served over TCP, HTTP/2 only. Host and port as in <c>EdgeGuard:Proxy:Url</c>. Default http://127.0.0.1:8081.</summary>
    public string Url { get; set; } = DefaultUrl;

    /// <summary>
    /// Path of a Unix socket on which gRPC is served too, mode 0660: whoever may open it may ask. At most about 100 bytes. Empty
    /// (the default) for none.
    /// </summary>
    public string UnixSocket { get; set; } = "";

    /// <summary>
    /// What a TCP caller sends as <c>authorization: Bearer …</c>: <c>egcall_</c> and 43 characters or more; also as
    /// <c>EdgeGuard:Decisions:CallerKeyFile</c>. Empty (the default): no TCP caller is served, but for <see cref="AllowAnonymousLoopback"/>.
    /// </summary>
    public string CallerKey { get; set; } = "";

    /// <summary>Serves TCP callers on loopback addresses without a key. For development. Default false.</summary>
    public bool AllowAnonymousLoopback { get; set; }

    /// <inheritdoc/>
    public override string ToString() => nameof(DecisionsOptions);
}
