namespace EdgeGuard.Engine.Storage;

/// <summary>A page that was made apart, for <see cref="PageMap{TWord,TPages}.Fill"/>.</summary>
/// <param name="Words">The page.</param>
/// <param name="Size">Its size, as its table means it.</param>
/// <param name="Depth">Bits of the place that it stands for.</param>
internal readonly record struct FilledPage<TWord>(TWord[] Words, int Size, int Depth)
    where TWord : unmanaged;
