namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Where an edge gets its lease: section <c>EdgeGuard:Lease</c>. Read once, at start.</summary>
public sealed class LeaseStreamOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "EdgeGuard:Lease";

    /// <summary>What a key of an edge begins with.</summary>
    public const string KeyPrefix = "egedge_";

    /// <summary>
    /// Addresses of the scims' lease listeners, such as <c>https://scim-1.example:8084</c>: each that of one process or of a balancer
    /// before several. At least one. One is asked at a time; another when it does not answer. Any of them may be away at any time.
    /// </summary>
    public IList<string> Scims { get; } = [];

    /// <summary>The edge's own key, <c>egedge_…</c>, as scim's admin API gave it. Required; a secret: never logged.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>What people see this edge as (<c>edgeguard fleet</c>): 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>. It proves nothing and need not be unique.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Permits <c>http</c> to scims beyond this machine: keys and names of groups' roles then cross the network readable. Default false.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>Never shows the key.</summary>
    public override string ToString() => $"{nameof(LeaseStreamOptions)} of {Name}";
}
