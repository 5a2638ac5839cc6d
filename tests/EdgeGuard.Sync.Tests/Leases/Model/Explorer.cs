using System.Diagnostics;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>
/// Visits every reachable state of a small model, in depth first: only the states on the way are kept, of the others a fingerprint.
/// </summary>
internal sealed class Explorer(string name, ModelSettings settings)
{
    private readonly Stage _stage = new(settings);
    private readonly List<(int Parent, Act Act)> _ways = [];
    private readonly HashSet<UInt128> _seen = [];
    private readonly Stack<(World World, int Way)> _next = [];

    /// <summary>Explores until there is nothing new, a violation, or <paramref name="maxStates"/>.</summary>
    public Findings Run(int maxStates)
    {
        var watch = Stopwatch.StartNew();
        var play = new Play(_stage, settings);
        var acts = new List<Act>();
        var steps = 0L;
        var begin = play.Begin();
        _seen.Add(Fingerprint.Of(begin));
        _ways.Add((-1, default));
        _next.Push((begin, 0));
        while (_next.TryPop(out var from) && _seen.Count < maxStates)
        {
            _stage.Bind(from.World);
            Moves.List(from.World, acts);
            foreach (var act in acts)
            {
                steps++;
                var world = from.World.Copy();
                var violation = play.Do(world, act);
                if (violation is not null)
                    return new Findings(name, _seen.Count, steps, watch.Elapsed, IsComplete: false, violation, Trace(from.Way, act));
                if (!_seen.Add(Fingerprint.Of(world)))
                    continue;
                _ways.Add((from.Way, act));
                _next.Push((world, _ways.Count - 1));
            }
        }

        return new Findings(name, _seen.Count, steps, watch.Elapsed, IsComplete: _next.Count == 0, Violation: null, []);
    }

    private IReadOnlyList<string> Trace(int way, Act last)
    {
        var acts = new List<Act> { last };
        for (; way > 0; way = _ways[way].Parent)
            acts.Add(_ways[way].Act);
        acts.Reverse();
        return Story.Tell(settings, Shortener.Shorten(settings, acts));
    }
}
