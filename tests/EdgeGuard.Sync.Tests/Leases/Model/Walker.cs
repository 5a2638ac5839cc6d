using System.Diagnostics;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>Walks at random through a model too large to be explored. The same seed walks the same ways.</summary>
internal sealed class Walker(string name, ModelSettings settings, int seed)
{
    private readonly Stage _stage = new(settings);

    /// <summary>Walks <paramref name="walks"/> ways of at most <paramref name="length"/> acts, until a violation.</summary>
    public Findings Run(int walks, int length)
    {
        var watch = Stopwatch.StartNew();
        var random = new Random(seed);
        var play = new Play(_stage, settings);
        var acts = new List<Act>();
        var steps = 0L;
        var way = new List<Act>(length);
        for (var walk = 0; walk < walks; walk++)
        {
            way.Clear();
            var world = play.Begin();

            // Walks differ in how fast time goes beside everything else.
            var haste = random.Next(1, 13);
            haste = (haste * haste / 12) + 1;
            while (way.Count < length)
            {
                Moves.List(world, acts);
                var act = Pick(acts, haste, random);
                way.Add(act);
                steps++;
                if (play.Do(world, act) is { } violation)
                    return new Findings(name, walk + 1, steps, watch.Elapsed, IsComplete: false, violation, Story.Tell(settings, Shortener.Shorten(settings, way)));
            }
        }

        return new Findings(name, walks, steps, watch.Elapsed, IsComplete: false, Violation: null, []);
    }

    private static Act Pick(List<Act> acts, int haste, Random random)
    {
        var total = 0;
        foreach (var act in acts)
            total += Weight(act, haste);
        var at = random.Next(total);
        foreach (var act in acts)
        {
            at -= Weight(act, haste);
            if (at < 0)
                return act;
        }

        return acts[^1];
    }

    // What is rare in life and ends much is rare here, or the walks would hardly get anywhere.
    private static int Weight(Act act, int haste) => act.Kind switch
    {
        ActKind.Time => act.A < 0 ? 2 * haste : haste,
        ActKind.CrashEdge or ActKind.CrashScim or ActKind.RetireScim or ActKind.Leave or ActKind.Restore or ActKind.Lose => 1,
        ActKind.ChangeTerms or ActKind.Load or ActKind.Misfit or ActKind.Repeat => 2,
        ActKind.Commit or ActKind.Reveal or ActKind.Sweep => 3,
        ActKind.StartScim or ActKind.BeginEpoch => 9,
        _ => 6,
    };
}
