using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>
/// Step 3's search for a lost history: what this scim and the edges have seen against what the database has. Called under the
/// authority's lock.
/// </summary>
internal static class HistoryComparison
{
    /// <summary>Versions whose digests the tick must read: those of the Asks, of reports not yet compared, and of the floor.</summary>
    public static HashSet<long> VersionsToCompare(this AuthorityState state)
    {
        var versions = new HashSet<long> { state.Floor.Version };
        foreach (var (_, ask) in state.Waiting)
            versions.Add(ask.Applied.Version);
        foreach (var record in state.Edges.Values)
            versions.Add(record.ClaimedVersion);
        versions.Remove(0);
        return versions;
    }

    /// <summary>The log's digest at what an edge of the same epoch has applied; null when the log has it no more.</summary>
    public static Hash128? DigestAt(this TickReading reading, LogHead applied)
    {
        if (applied.Epoch != reading.Head.Epoch)
            return null;
        if (applied.Version == reading.Head.Version)
            return reading.Head.Digest;
        return reading.Digests.TryGetValue(applied.Version, out var digest) ? digest : null;
    }

    /// <summary>Compares, counts the reports that fit, and notes the first thing that does not.</summary>
    public static void Compare(this AuthorityState state, LeaseTick tick, TickReading reading)
    {
        var head = reading.Head;
        var isOurs = head.Version >= tick.Floor && state.Digests.TryAdd(head.Version, head.Digest);
        foreach (var (version, digest) in reading.Digests)
            isOurs &= state.Digests.TryAdd(version, digest);
        if (!isOurs)
            state.Suspect(new LostHistory(Witness: null, default, state.Floor, head));

        foreach (var (link, ask) in tick.Asks)
        {
            if (ask.Applied.Epoch == head.Epoch && !state.Refused.Contains(ask.Edge) && reading.IsForeign(ask.Applied))
                state.Suspect(new LostHistory(ask.Edge, link, ask.Applied, head));
        }

        foreach (var (edge, record) in state.Edges)
        {
            var claim = new LogHead(head.Epoch, record.ClaimedVersion, record.ClaimedDigest);
            if (claim.Version == 0 || state.Digests.Find(claim.Version) is not { } digest)
                continue;
            if (digest == claim.Digest)
                record.Count(claim.Version);
            else if (!state.Refused.Contains(edge))
                state.Suspect(new LostHistory(edge, default, claim, head));
        }
    }

    /// <summary>Only the first is kept: one is enough to stop granting, and it must be resolved before the next.</summary>
    public static void Suspect(this AuthorityState state, LostHistory loss) => state.Loss ??= loss;

    private static bool IsForeign(this TickReading reading, LogHead applied) =>
        applied.Version > reading.Head.Version || (reading.DigestAt(applied) is { } digest && digest != applied.Digest);
}
