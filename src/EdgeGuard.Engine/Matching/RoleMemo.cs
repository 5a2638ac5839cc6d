using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// What readers keep for one tenant under one state of its groups and own roles. It holds what was computed under one state of the
/// global roles, the latest that was asked under, and drops it whole when a later one is: nothing of earlier states piles up.
/// Filled without locks; thread-safe.
/// </summary>
internal sealed class RoleMemo(RoleTags tags)
{
    private RoleResults? _results;

    /// <summary>How much is kept.</summary>
    public int Count => Volatile.Read(ref _results)?.Count ?? 0;

    /// <summary>
    /// The place for results under that state of the global roles; null when it has been given to a later state, because a slow
    /// reader of an earlier snapshot must not take it from those of the current one.
    /// </summary>
    /// <param name="globalState">Number of the state; later states have higher ones.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public RoleResults? At(long globalState) =>
        Volatile.Read(ref _results) is { } results && results.GlobalState == globalState ? results : Renewed(globalState);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private RoleResults? Renewed(long globalState)
    {
        while (true)
        {
            var results = Volatile.Read(ref _results);
            if (results?.GlobalState >= globalState)
                return results.GlobalState == globalState ? results : null;

            var fresh = new RoleResults(globalState, tags.Next());
            if (Interlocked.CompareExchange(ref _results, fresh, results) == results)
                return fresh;
        }
    }
}
