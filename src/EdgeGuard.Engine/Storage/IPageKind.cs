namespace EdgeGuard.Engine.Storage;

/// <summary>
/// How a <see cref="PageMap{TWord,TPages}"/> treats pages. A page's size, which the directory keeps beside it, is whatever readers need
/// before they look into it.
/// </summary>
internal interface IPageKind<TWord>
    where TWord : unmanaged
{
    /// <summary>A page without entries.</summary>
    static abstract TWord[] New(out int size);

    /// <summary>About as many bytes as there are to copy in a page of that size.</summary>
    static abstract int Bytes(int size);

    /// <summary>A page with the same entries.</summary>
    static abstract TWord[] Copy(TWord[] page, int size);

    /// <summary>A page of those entries alone whose key's place has, or has not, that bit.</summary>
    static abstract TWord[] Half(TWord[] page, int size, uint bit, bool set, out int half);
}
