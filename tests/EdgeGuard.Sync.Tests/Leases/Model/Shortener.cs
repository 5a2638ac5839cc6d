namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>Leaves out of a way to a violation what is not needed for one.</summary>
internal static class Shortener
{
    public static IReadOnlyList<Act> Shorten(ModelSettings settings, IReadOnlyList<Act> way)
    {
        var stage = new Stage(settings);
        var play = new Play(stage, settings);
        var acts = way.ToList();
        bool isShorter;
        do
        {
            isShorter = false;
            for (var left = acts.Count - 1; left >= 0; left--)
            {
                List<Act> without = [.. acts[..left], .. acts[(left + 1)..]];
                if (!TryReplay(play, stage, without, out var length))
                    continue;
                acts = without[..length];
                left = Math.Min(left, acts.Count);
                isShorter = true;
            }
        }
        while (isShorter);
        return acts;
    }

    private static bool TryReplay(Play play, Stage stage, List<Act> way, out int length)
    {
        var world = play.Begin();
        var possible = new List<Act>();
        for (length = 1; length <= way.Count; length++)
        {
            stage.Bind(world);
            Moves.List(world, possible);
            if (!possible.Contains(way[length - 1]))
                return false;
            if (play.Do(world, way[length - 1]) is not null)
                return true;
        }

        return false;
    }
}
