using System.Runtime.CompilerServices;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>
/// The ceiling: one dependent load after another, each to a random cache line of as much memory as a snapshot takes, cut into
/// pages of the size of the snapshot's and scattered over the heap as those are.
/// </summary>
internal sealed class PointerChase
{
    private const int PageWords = 512;
    private const int LineWords = 8;

    private readonly long[][] _pages;
    private long _at;

    public PointerChase(long bytes, Random random)
    {
        _pages = new long[Math.Max(1, bytes / (PageWords * sizeof(long)))][];
        for (var page = 0; page < _pages.Length; page++)
            _pages[page] = new long[PageWords];

        // One cycle through all lines (Sattolo): the word at a line's start names the next line.
        var lines = _pages.Length * (PageWords / LineWords);
        var order = Enumerable.Range(0, lines).ToArray();
        for (var i = lines - 1; i > 0; i--)
        {
            var j = random.Next(i);
            (order[i], order[j]) = (order[j], order[i]);
        }

        for (var i = 0; i < lines; i++)
            At(order[i]) = order[(i + 1) % lines];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public long Run(int steps)
    {
        var at = _at;
        for (var i = 0; i < steps; i++)
            at = At(at);
        return _at = at;
    }

    private ref long At(long line) => ref _pages[line / (PageWords / LineWords)][line % (PageWords / LineWords) * LineWords];
}
