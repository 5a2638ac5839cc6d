namespace EdgeGuard.Engine.Storage;

/// <summary>
/// Hands out small dense numbers and takes them back: the row numbers of users, groups, tenants and group sets. Numbers given back
/// are used again first (the latest first), so the arrays that they index grow with the largest population, not with history.
/// Persistent like <see cref="PagedArray{T}"/>, and a struct for the same reason.
/// </summary>
internal struct OrdinalPool
{
    private PagedArray<int> _free;
    private int _freeCount;

    public OrdinalPool()
        : this(new PagedArray<int>(6), 0, 0)
    {
    }

    private OrdinalPool(PagedArray<int> free, int freeCount, int end)
    {
        _free = free;
        _freeCount = freeCount;
        End = end;
    }

    /// <summary>One more than the largest number ever in use at once.</summary>
    public int End { get; private set; }

    /// <summary>How many are in use.</summary>
    public readonly int Count => End - _freeCount;

    public readonly OrdinalPool Thaw(long owner) => new(_free.Thaw(owner), _freeCount, End);

    public int Take() => _freeCount > 0 ? _free[--_freeCount] : End++;

    /// <summary>Takes the first numbers of a pool that never gave any.</summary>
    public void TakeFirst(int count)
    {
        if (End > 0)
            throw new InvalidOperationException("Numbers of the pool are in use.");
        End = count;
    }

    public void Return(int ordinal) => _free.Own(_freeCount++) = ordinal;
}
