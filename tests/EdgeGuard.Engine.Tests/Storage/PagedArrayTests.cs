using CsCheck;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Tests.Storage;

public sealed class PagedArrayTests
{
    [Fact]
    public void Own_AnyWrites_LikeAnArrayAndEarlierCopiesStay() =>
        Gen.Select(Gen.Int[0, 20_000], Gen.Int[1, 99]).Array[0, 50].Array[1, 6].Sample(
            rounds =>
            {
                var tokens = new OwnerTokens();
                var array = new PagedArray<int>(4);
                var expected = new int[20_001];
                var past = new List<(PagedArray<int> Array, int[] Expected)>();
                foreach (var round in rounds)
                {
                    past.Add((array, [.. expected]));
                    array = array.Thaw(tokens.Next());
                    foreach (var (index, value) in round)
                        expected[index] = array.Own(index) = value;
                }

                past.Add((array, expected));
                foreach (var (at, values) in past)
                {
                    foreach (var (index, _) in rounds.SelectMany(round => round))
                        at[index].ShouldBe(values[index]);
                }
            },
            iter: 200);

    [Fact]
    public void Own_TwiceInOneCopy_CopiesThePageOnce()
    {
        var shared = new PagedArray<int>(4).Thaw(1);
        shared.Own(3) = 1;
        var array = shared.Thaw(2);

        array.Own(3) = 2;
        var page = array.PageOf(3);
        array.Own(4) = 3;

        array.PageOf(3).ShouldBeSameAs(page);
        shared[3].ShouldBe(1);
        array.PageOf(16).ShouldBeNull();
        array[16].ShouldBe(0);
    }

    [Fact]
    public void SetPages_WholePages_AreReadAndCopiedLikeOthers()
    {
        var array = new PagedArray<int>(4).Thaw(1);
        int[] items = [.. Enumerable.Range(1, 40)];

        array.SetPages(16, array.PagesOf(items));
        var later = array.Thaw(2);
        later.Own(16) = 99;

        Enumerable.Range(0, 64).Select(i => array[i]).ShouldBe([.. new int[16], .. items, .. new int[8]]);
        later[16].ShouldBe(99);
        later[17].ShouldBe(2);
    }

    [Fact]
    public void OrdinalPool_NumbersGivenBack_AreUsedAgain()
    {
        var pool = new OrdinalPool().Thaw(1);
        int[] taken = [pool.Take(), pool.Take(), pool.Take()];

        pool.Return(taken[1]);
        var later = pool.Thaw(2);

        later.Take().ShouldBe(taken[1]);
        later.Take().ShouldBe(3);
        later.Count.ShouldBe(4);
        pool.Count.ShouldBe(2);
    }
}
