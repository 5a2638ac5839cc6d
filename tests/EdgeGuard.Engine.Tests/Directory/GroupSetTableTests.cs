using CsCheck;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Tests.Directory;

public sealed class GroupSetTableTests
{
    private static readonly Gen<(int Tenant, int[] Groups)> Set =
        Gen.Select(Gen.Int[0, 3], Gen.OneOf(Gen.Int[0, 12], Gen.Int[0, 5_000_000]).Array[0, 4]);

    [Fact]
    public void AcquireAndRelease_AnyOrder_CountsEachSetAndKeepsOnlyThoseInUse() =>
        Gen.Select(Set.Array[1, 40], Gen.Int[0, 100].Array[0, 400]).Sample(
            (sets, steps) =>
            {
                var table = new GroupSetTable(new Hash128(1, 2)).Thaw(1);
                var held = new List<(int Number, int Tenant, int[] Groups)>();
                foreach (var step in steps)
                {
                    if (step % 5 == 4 && held.Count > 0)
                    {
                        var (tenant, groups) = sets[step % sets.Length];
                        groups = [.. groups.Distinct().Order()];
                        var at = step % held.Count;
                        held[at] = (table.Exchange(held[at].Number, tenant, [.. groups]), tenant, groups);
                    }
                    else if (step % 5 < 3 || held.Count == 0)
                    {
                        var (tenant, groups) = sets[step % sets.Length];
                        groups = [.. groups.Distinct().Order()];
                        held.Add((table.Acquire(tenant, [.. groups]), tenant, groups));
                    }
                    else
                    {
                        table.Release(held[step % held.Count].Number);
                        held.RemoveAt(step % held.Count);
                    }

                    table.Sets.ShouldBe(held.Select(set => set.Number).Distinct().Count());
                }

                table.Sets.ShouldBe(held.Select(set => set.Tenant + ":" + string.Join(',', set.Groups)).Distinct().Count());
                foreach (var (number, tenant, groups) in held)
                {
                    var read = new List<int>();
                    table.Read(number, read).ShouldBe(tenant);
                    read.ShouldBe(groups);
                    table.TenantOf(number).ShouldBe(tenant);
                }
            },
            iter: 500);

    [Fact]
    public void Acquire_ThousandsOfGroupsAndUsers_AreHeldWhole()
    {
        var table = new GroupSetTable(new Hash128(1, 2)).Thaw(1);
        var groups = Enumerable.Range(0, 5000).Select(group => group * 300).ToList();

        var number = table.Acquire(7, groups);
        for (var user = 0; user < 1000; user++)
            table.Acquire(7, groups).ShouldBe(number);
        for (var user = 0; user < 1000; user++)
            table.Release(number);

        var read = new List<int>();
        table.Read(number, read).ShouldBe(7);
        read.ShouldBe(groups);
        table.Release(number);
        table.Sets.ShouldBe(0);
    }

    [Fact]
    public void TryRecall_NumberUsedAgain_HoldsNothingOfTheOldSet()
    {
        var table = new GroupSetTable(new Hash128(1, 2)).Thaw(1);
        var number = table.Acquire(0, [1]);
        table.Remember(number, stamp: 99, roles: 5);
        table.TryRecall(number, stamp: 99, out _).ShouldBeFalse("nothing is kept of a set that one user has");
        table.Exchange(table.Acquire(0, []), 0, [1]).ShouldBe(number);
        table.Remember(number, stamp: 99, roles: 5);
        table.TryRecall(number, stamp: 99, out var roles).ShouldBeTrue();
        roles.ShouldBe(5UL);
        table.TryRecall(number, stamp: 98, out _).ShouldBeFalse();

        var later = table.Thaw(2);
        later.Release(number);
        later.Release(number);
        later.Acquire(0, [2]).ShouldBe(number);

        later.TryRecall(number, stamp: 99, out _).ShouldBeFalse();
        table.TryRecall(number, stamp: 99, out _).ShouldBeTrue();
    }
}
