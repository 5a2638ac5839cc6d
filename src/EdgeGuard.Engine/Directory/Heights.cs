using System.Collections.Immutable;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// How many levels lie below each tenant, or inside each group or resource, so that a place that is too deep is refused without looking at what lies
/// below. Kept for each: how many of its children have how many levels below them. Persistent like <see cref="PagedArray{T}"/>, and a struct
/// for the same reason.
/// </summary>
internal struct Heights
{
    private PagedArray<ImmutableArray<int>> _children;

    public Heights()
        : this(new PagedArray<ImmutableArray<int>>(5))
    {
    }

    private Heights(PagedArray<ImmutableArray<int>> children) => _children = children;

    public readonly Heights Thaw(long owner) => new(_children.Thaw(owner));

    /// <summary>Levels below one; 0 when it has no children.</summary>
    public readonly int Of(int ordinal) => _children[ordinal] is { IsDefault: false } counts ? counts.Length : 0;

    /// <summary>
    /// Tells one that has a child, and those above it, that the child has <paramref name="after"/> levels below it where it had
    /// <paramref name="before"/>, as far as it changes theirs; −1 for a child that is not there.
    /// </summary>
    /// <param name="ordinal">The parent; negative for none.</param>
    /// <param name="before">Levels before.</param>
    /// <param name="after">Levels after.</param>
    /// <param name="parentOf">The one above; negative for none.</param>
    public void Raise(int ordinal, int before, int after, Func<int, int> parentOf)
    {
        while (ordinal >= 0 && before != after)
        {
            var own = Of(ordinal);
            Change(ordinal, before, after);
            (before, after) = (own, Of(ordinal));
            ordinal = parentOf(ordinal);
        }
    }

    /// <summary>One child with <paramref name="before"/> levels below it has <paramref name="after"/> now; −1 for a child that is not there.</summary>
    public void Change(int ordinal, int before, int after)
    {
        ref var counts = ref _children.Own(ordinal);
        var changed = new int[Math.Max(Of(ordinal), after + 1)];
        if (!counts.IsDefault)
            counts.CopyTo(changed);
        if (before >= 0)
            changed[before]--;
        if (after >= 0)
            changed[after]++;
        counts = [.. changed.AsSpan(0, changed.AsSpan().LastIndexOfAnyExcept(0) + 1)];
    }
}
