namespace EdgeGuard.Sync.Publishing;

/// <summary>How the log is carried to Redis. Read once, at start.</summary>
public sealed class PublisherOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "EdgeGuard:Log";

    /// <summary>Default of <see cref="TailEntries"/>.</summary>
    public const int DefaultTailEntries = 100_000;

    /// <summary>Default of <see cref="SnapshotEveryEntries"/>.</summary>
    public const int DefaultSnapshotEveryEntries = 10_000;

    /// <summary>Default of <see cref="SnapshotEvery"/>.</summary>
    public static readonly TimeSpan DefaultSnapshotEvery = TimeSpan.FromMinutes(1);

    /// <summary>Default of <see cref="BeatEvery"/>.</summary>
    public static readonly TimeSpan DefaultBeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Entries that Redis keeps; an edge that fell further behind reloads the snapshot. At least twice
    /// <see cref="SnapshotEveryEntries"/>, so that a snapshot's successor entries are still there when it has been loaded.
    /// Default 100,000; 10 to 10,000,000.
    /// </summary>
    public int TailEntries { get; set; } = DefaultTailEntries;

    /// <summary>A new snapshot is written after this many entries. Default 10,000; 1 to 10,000,000.</summary>
    public int SnapshotEveryEntries { get; set; } = DefaultSnapshotEveryEntries;

    /// <summary>A new snapshot is written when the last one is this old and something changed since. Default 1 minute; 1 second to 1 day.</summary>
    public TimeSpan SnapshotEvery { get; set; } = DefaultSnapshotEvery;

    /// <summary>
    /// How often Redis is compared with the database and a beat is sent. Followers expect one second (three missing beats make them
    /// suspicious); shorter is for tests. Default 1 second; 20 milliseconds to 1 second.
    /// </summary>
    public TimeSpan BeatEvery { get; set; } = DefaultBeatEvery;
}
