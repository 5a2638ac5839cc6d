using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Matching;

public sealed class RoleMemoTests
{
    private const int Limit = 10;

    [Fact]
    public void At_LaterState_DropsWhatWasKept()
    {
        var memo = new RoleMemo(new RoleTags());
        memo.At(1)!.KeepJoined(5, "a", Limit);
        memo.At(1)!.JoinedOf(5).ShouldBe("a");

        var later = memo.At(2);

        later.ShouldNotBeNull().JoinedOf(5).ShouldBeNull();
        memo.Count.ShouldBe(0);
    }

    [Fact]
    public void At_EarlierState_GetsNothingAndTakesNothing()
    {
        var memo = new RoleMemo(new RoleTags());
        memo.At(2)!.KeepJoined(5, "b", Limit);

        memo.At(1).ShouldBeNull();

        memo.At(2)!.JoinedOf(5).ShouldBe("b");
    }

    [Fact]
    public async Task At_ManyReadersOfManyStates_EndsWithTheLatest()
    {
        const int States = 2000;
        var memo = new RoleMemo(new RoleTags());

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var state = 1; state <= States; state++)
            {
                if (memo.At(state) is not { } results)
                    continue;
                results.GlobalState.ShouldBe(state);
                results.KeepJoined(1, $"{state}", Limit);
                (results.JoinedOf(1) ?? $"{state}").ShouldBe($"{state}");
            }
        })));

        memo.At(States)!.JoinedOf(1).ShouldBe($"{States}");
        memo.At(States - 1).ShouldBeNull();
    }

    [Fact]
    public void PackWide_SetsThatDifferInOneRole_DifferAndSayThatTheyAreWide()
    {
        var packed = Enumerable.Range(0, 128).Select(role =>
        {
            var set = new ulong[2];
            RoleBits.Add(set, role);
            return RoleResults.PackWide(World.Hasher.DigestKey, set);
        }).ToArray();

        packed.Distinct().Count().ShouldBe(packed.Length);
        packed.All(word => (word & RoleView.WideBit) != 0).ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, 64)]
    [InlineData(32, 64)]
    [InlineData(1000, 2000)]
    [InlineData(2_000_000, 65_536)]
    public void LimitFor_Users_RoomForEachTwiceWithinBounds(int users, int limit) => RoleResults.LimitFor(users).ShouldBe(limit);
}
