using System.Collections.Immutable;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// How many levels lie below each tenant, so that a move is refused or made in a number of steps that depends on the permitted depth
/// alone. Kept for each tenant: how many of its children have how many levels below them. Persistent.
/// </summary>
internal sealed class TenantHeights
{
    private readonly PagedArray<ImmutableArray<int>> _children;

    public TenantHeights()
        : this(new(7))
    {
    }

    private TenantHeights(PagedArray<ImmutableArray<int>> children) => _children = children;

    public TenantHeights Thaw(long owner) => new(_children.Thaw(owner));

    /// <summary>Levels below a tenant; 0 when it has no children.</summary>
    public int Of(int ordinal) => _children[ordinal] is { IsDefault: false } counts ? counts.Length : 0;

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
