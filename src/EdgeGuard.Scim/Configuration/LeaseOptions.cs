using System.ComponentModel.DataAnnotations;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Where leases are granted, and how long they are (FENCE).</summary>
internal sealed class LeaseOptions
{
    public const string SectionName = "EdgeGuard:Lease";

    /// <summary>Configuration key of <see cref="Url"/>.</summary>
    public const string UrlKey = $"{SectionName}:{nameof(Url)}";

    public const string DefaultUrl = "http://127.0.0.1:8084";

    /// <summary>Default of <see cref="MaxStaleness"/>.</summary>
    public static readonly TimeSpan DefaultMaxStaleness = TimeSpan.FromSeconds(10);

    /// <summary>Longest <see cref="MaxStaleness"/>.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Shortest <see cref="MaxStaleness"/> in use.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);

    /// <summary>Shortest <see cref="MaxStaleness"/> with <see cref="AllowShort"/>.</summary>
    public static readonly TimeSpan ShortestForTests = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The URL on which edges' lease streams and other scims' calls arrive: HTTP/2 only, and nothing else answers there. Default:
    /// http://127.0.0.1:8084. Plain HTTP beyond loopback needs <c>EdgeGuard:AllowPlaintext</c>.
    /// </summary>
    [Required(ErrorMessage = "EdgeGuard:Lease:Url is required.")]
    public string Url { get; set; } = DefaultUrl;

    /// <summary>
    /// The URL of this very process for the other scims, in its row of the database: never a balancer's, behind which another process
    /// could answer. Default: <see cref="Url"/>.
    /// </summary>
    public Uri? AdvertisedUrl { get; set; }

    /// <summary>
    /// The key that all scims of the environment share: <c>egpeer_</c> and at least 43 further characters (256 random bits). Without it
    /// other scims are neither asked nor answered, and while there are any every fence takes its full time. Also as <c>PeerKeyFile</c>.
    /// </summary>
    public string PeerKey { get; set; } = "";

    /// <summary>
    /// L: the longest time that an edge may go on allowing without having heard from a scim. Written to the database at start, whose
    /// last writer counts. Default: 10 seconds; 2 to 60 seconds.
    /// </summary>
    public TimeSpan MaxStaleness { get; set; } = DefaultMaxStaleness;

    /// <summary>For tests: allows a <see cref="MaxStaleness"/> down to half a second. Default: false.</summary>
    public bool AllowShort { get; set; }

    public override string ToString() => nameof(LeaseOptions);
}
