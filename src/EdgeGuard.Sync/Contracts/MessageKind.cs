namespace EdgeGuard.Sync.Contracts;

/// <summary>What a message is; the second field of each. Wire numbers: never renumber.</summary>
internal enum MessageKind
{
    Entry = 1,
    Beat = 2,
    SnapshotManifest = 3,
}
