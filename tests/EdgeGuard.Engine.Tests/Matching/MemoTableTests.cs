using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Tests.Matching;

public sealed class MemoTableTests
{
    [Fact]
    public void Add_UpToTheLimit_FindsEachUnderItsKey()
    {
        var table = new MemoTable<string>();
        var keys = Enumerable.Range(0, 63).SelectMany(high => Enumerable.Range(0, high).Select(low => (1UL << high) | (1UL << low))).ToArray();

        foreach (var key in keys)
            table.Add(key, $"{key}", keys.Length);

        table.Count.ShouldBe(keys.Length);
        keys.ShouldAllBe(key => table.Find(key) == $"{key}");
        table.Find(1).ShouldBeNull();
    }

    [Fact]
    public void Add_PastTheLimit_StartsAfreshWithTheLatest()
    {
        var table = new MemoTable<string>();
        for (var key = 1UL; key <= 11; key++)
            table.Add(key, $"{key}", limit: 10);

        table.Count.ShouldBe(1);
        table.Find(11).ShouldBe("11");
        table.Find(10).ShouldBeNull();
    }
}
