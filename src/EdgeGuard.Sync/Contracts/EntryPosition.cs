using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Contracts;

/// <summary>Which entry of which log; the default is none.</summary>
internal readonly record struct EntryPosition(Epoch Epoch, long Version);
