using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Tests.Matching;

public sealed class RoleWordListTests
{
    [Fact]
    public void NumberOf_FirstCombination_TakesLittleRoom()
    {
        new RoleWordList().NumberOf(1).ShouldBe(0);

        Allocation.LeastOf(measurements: 5, rounds: 1, () => new RoleWordList().NumberOf(1)).ShouldBeInRange(1, 1200);
    }

    [Fact]
    public void NumberOf_AsManyAsThereAre_EachKeepsItsMeaningAndNoMoreAreGiven()
    {
        var list = new RoleWordList();
        for (var word = 0; word < RoleWordList.Limit; word++)
            list.NumberOf((ulong)word + 7).ShouldBe(word);

        list.NumberOf(1).ShouldBe(-1);
        Enumerable.Range(0, RoleWordList.Limit).ShouldAllBe(number => list[number] == (ulong)number + 7);
    }

    [Fact]
    public async Task NumberOf_ManyReaders_EachNumberMeansWhatItWasGivenFor()
    {
        var list = new RoleWordList();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(() =>
        {
            for (var word = 0; word < 5000; word++)
            {
                var packed = (ulong)(word ^ reader);
                list[list.NumberOf(packed)].ShouldBe(packed);
            }
        })));
    }
}
