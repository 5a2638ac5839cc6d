using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>What must hold in every state (FENCE section 5, I1 to I5; I3 is checked where a state is swapped).</summary>
internal static class Rules
{
    /// <summary>The rule that <paramref name="world"/> breaks; null for none.</summary>
    public static string? Check(World world)
    {
        for (var edge = 0; edge < world.Edges.Length; edge++)
        {
            if (!world.IsRunning(edge))
                continue;
            if (CheckPromises(world, edge) is { } broken)
                return broken;
            if (world.Settings.Fault == Fault.None && !IsWatched(world, edge))
                return $"I2: the lease of edge {edge} is known to nobody.";
        }

        return world.Settings.Fault == Fault.None ? CheckLiveness(world) : null;
    }

    /// <summary>
    /// I1 and the stream rule, and with them I4, as whatever is revealed counts as acknowledged. A version that the database has lost, or
    /// that was undone later, promises nothing; nor does one of an epoch that has lost commits, until the journal has brought it into the
    /// next one and the mark is gone.
    /// </summary>
    private static string? CheckPromises(World world, int edge)
    {
        var process = world.Edges[edge]!;
        foreach (var version in world.Acknowledged)
        {
            if (!version.IsIn(world.Head) || IsUndone(world, version) || world.HasLost(version.Epoch))
                continue;
            if (process.Held!.IsActive)
                return $"I1: {version} is acknowledged, and edge {edge} allows at {process.Held}.";
            if (process.HasStream)
                return $"Streams: {version} is acknowledged, and edge {edge} forwards bytes.";
        }

        return null;
    }

    // Also by a reactivation that a restore has lost: until the old epoch's leases end, it is still around.
    private static bool IsUndone(World world, Version version) =>
        world.Committed.Exists(other => other.Operation == Operation.Reactivate && version.IsIn(other));

    /// <summary>I2: a scim whose row a fence would read has a record of the lease, or the row of a dead one is still there.</summary>
    private static bool IsWatched(World world, int edge)
    {
        var lease = world.Edges[edge]!.Lease;
        if (world.IsUnsettled || world.IsLossy || lease.View.Snapshot!.Epoch != world.Head.Head.Epoch)
            return true;

        foreach (var row in world.Rows)
        {
            var owner = Array.FindIndex(world.Scims, scim => scim?.Authority.State.Scim == row.Scim);
            if (owner < 0)
                return true;
            if (world.Scims[owner]!.Authority.State.Edges.TryGetValue(lease.Incarnation, out var record) && record.Until > world.ScimNow(owner))
                return true;
        }

        return false;
    }

    /// <summary>I5: no fence waits beyond its time.</summary>
    private static string? CheckLiveness(World world)
    {
        for (var scim = 0; scim < world.Scims.Length; scim++)
        {
            foreach (var running in world.Scims[scim]?.Fences ?? [])
            {
                if (running.Fence.DueAt <= world.ScimNow(scim))
                    return $"I5: the fence of {running.Version} at scim {scim} waits beyond its time.";
            }
        }

        return null;
    }
}
