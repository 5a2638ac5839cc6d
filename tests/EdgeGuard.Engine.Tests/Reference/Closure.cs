namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What is reached by going on and on.</summary>
internal static class Closure
{
    public static HashSet<T> Of<T>(IEnumerable<T> start, Func<T, IEnumerable<T>> next)
    {
        var reached = new HashSet<T>();
        var open = new Stack<T>(start);
        while (open.TryPop(out var item))
        {
            if (!reached.Add(item))
                continue;
            foreach (var neighbour in next(item))
                open.Push(neighbour);
        }

        return reached;
    }

    /// <summary>Whether going on from <paramref name="item"/> leads back to it.</summary>
    public static bool IsCircle<T>(T item, Func<T, IEnumerable<T>> next) => Of(next(item), next).Contains(item);
}
