namespace EdgeGuard.Engine.Storage;

/// <summary>How a <see cref="PagedTable{TKey,TPlacing}"/> places its keys; static, so that each table's code is compiled for its key.</summary>
internal interface ITableKey<TKey>
    where TKey : unmanaged
{
    /// <summary>Well mixed bits; the page is chosen by the highest ones.</summary>
    static abstract ulong Page(TKey key);

    /// <summary>Well mixed bits, independent of the highest ones of <see cref="Page"/>; the slot inside the page.</summary>
    static abstract uint Slot(TKey key);
}
