using System.Collections.Concurrent;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases;

/// <summary>The edges as this process knows them: those that are connected, and those that are not but whose leases may run. Thread-safe.</summary>
internal sealed class Fleet(LeaseAuthority authority, EdgeStreams streams, LeaseTime time)
{
    private readonly ConcurrentDictionary<Incarnation, (string Name, string Registered)> _names = new();

    /// <summary>The edges, and how far the slowest of those that are connected is behind.</summary>
    public IReadOnlyList<FleetEdge> List(AuthorityView view)
    {
        var now = time.Now;
        var open = streams.All.GroupBy(stream => stream.Incarnation).ToDictionary(same => same.Key, same => same.MaxBy(stream => stream.Link.Value)!); // Not null: groups are not empty.
        var granted = view.Edges.ToDictionary(edge => edge.Edge);
        foreach (var (incarnation, stream) in open)
            _names[incarnation] = (stream.Name, stream.Caller.Edge);
        return [.. open.Keys.Union(granted.Keys).Select(Describe).OrderBy(edge => edge.Name, StringComparer.Ordinal).ThenByDescending(edge => edge.IsConnected)];

        FleetEdge Describe(Incarnation incarnation)
        {
            var (name, registered) = _names.GetValueOrDefault(incarnation, ("", ""));
            var applied = granted.TryGetValue(incarnation, out var edge) ? edge.Applied : 0;
            if (!open.TryGetValue(incarnation, out var stream))
                return new FleetEdge(name, registered, incarnation, false, applied, edge.EndsAt - now, 0);
            if (stream.Applied.Epoch == view.Epoch)
                applied = Math.Max(applied, stream.Applied.Version);
            return new FleetEdge(name, registered, incarnation, true, applied, granted.ContainsKey(incarnation) ? edge.EndsAt - now : 0, now - stream.OpenedAt);
        }
    }

    /// <summary>Learns the names of the edges that are there and forgets those of the others.</summary>
    public void Remember()
    {
        var known = List(authority.View).Select(edge => edge.Incarnation).ToHashSet();
        foreach (var (incarnation, _) in _names)
        {
            if (!known.Contains(incarnation))
                _names.TryRemove(incarnation, out _);
        }
    }
}
