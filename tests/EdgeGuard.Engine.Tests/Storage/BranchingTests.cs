using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Tests.Storage;

/// <summary>Builders that start from any earlier copy, not only from the latest, each against a dictionary of its own.</summary>
public sealed class BranchingTests
{
    private const int Keys = 6000;

    private static readonly Gen<(int From, (int Key, int Dice)[] Steps)[]> Branches =
        Gen.Select(Gen.Int[0, 1000], Gen.Select(Gen.Int[0, Keys], Gen.Int[0, 3]).Array[0, 40]).Array[1, 30];

    [Fact]
    public void KeyTable_BuildersOfManyCopies_DisturbNoOther() =>
        Gen.Select(Gen.Int[0, Keys], Branches).Sample(
            (first, branches) =>
            {
                var tokens = new OwnerTokens();
                var table = new KeyTable().Thaw(tokens.Next());
                for (var key = 0; key < first; key++)
                    table.Set(KeyOf(key), (uint)key + 1);
                var copies = new List<(KeyTable Table, Dictionary<int, uint> Expected)> { (table, Enumerable.Range(0, first).ToDictionary(key => key, key => (uint)key + 1)) };
                foreach (var (from, steps) in branches)
                {
                    var start = copies[from % copies.Count];
                    var (copy, expected) = (start.Table.Thaw(tokens.Next()), new Dictionary<int, uint>(start.Expected));
                    foreach (var (key, dice) in steps)
                    {
                        if (dice == 0)
                            copy.Remove(KeyOf(key));
                        else if (dice == 1 && expected.ContainsKey(key))
                            copy.Own(KeyOf(key)).Value = 77;
                        else
                            copy.Set(KeyOf(key), (uint)dice + 7);
                        Note(expected, key, dice == 0 ? 0 : dice == 1 && expected.ContainsKey(key) ? 77 : (uint)dice + 7);
                    }

                    copies.Add((copy, expected));
                }

                foreach (var (copy, expected) in copies)
                    ShouldHold(copy.Count, copy.Find, expected);
            },
            iter: 40);

    [Fact]
    public void PagedTable_BuildersOfManyCopies_DisturbNoOther() =>
        Gen.Select(Gen.Int[0, Keys], Branches).Sample(
            (first, branches) =>
            {
                var tokens = new OwnerTokens();
                var table = new PagedTable<Hash128, HashPlacing>().Thaw(tokens.Next());
                for (var key = 0; key < first; key++)
                    table.Set(KeyOf(key), (uint)key + 1);
                var copies = new List<(PagedTable<Hash128, HashPlacing> Table, Dictionary<int, uint> Expected)> { (table, Enumerable.Range(0, first).ToDictionary(key => key, key => (uint)key + 1)) };
                foreach (var (from, steps) in branches)
                {
                    var start = copies[from % copies.Count];
                    var (copy, expected) = (start.Table.Thaw(tokens.Next()), new Dictionary<int, uint>(start.Expected));
                    foreach (var (key, dice) in steps)
                    {
                        if (dice == 0)
                            copy.Remove(KeyOf(key));
                        else
                            copy.Set(KeyOf(key), (uint)dice + 7);
                        Note(expected, key, dice == 0 ? 0 : (uint)dice + 7);
                    }

                    copies.Add((copy, expected));
                }

                foreach (var (copy, expected) in copies)
                    ShouldHold(copy.Count, copy.Find, expected);
            },
            iter: 40);

    [Fact]
    public void PagedArray_BuildersOfManyCopies_DisturbNoOther() =>
        Branches.Sample(
            branches =>
            {
                var tokens = new OwnerTokens();
                var copies = new List<(PagedArray<int> Array, Dictionary<int, int> Expected)> { (new PagedArray<int>(3), []) };
                foreach (var (from, steps) in branches)
                {
                    var start = copies[from % copies.Count];
                    var (copy, expected) = (start.Array.Thaw(tokens.Next()), new Dictionary<int, int>(start.Expected));
                    foreach (var (key, dice) in steps)
                        expected[key * 7] = copy.Own(key * 7) += dice + 1;
                    copies.Add((copy, expected));
                }

                foreach (var (copy, expected) in copies)
                {
                    foreach (var (_, steps) in branches)
                    {
                        foreach (var (key, _) in steps)
                            copy[key * 7].ShouldBe(expected.GetValueOrDefault(key * 7));
                    }
                }
            },
            iter: 100);

    [Theory]
    [InlineData(1_000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(300_000)]
    public void KeyTable_ChangeOfOneKey_AllocatesAboutTheSameAtAnySize(int count)
    {
        var table = new KeyTable().Thaw(1);
        for (var key = 0; key < count; key++)
            table.Set(KeyOf(key), (uint)key + 1);
        Change(table, 0, 2); // Compiles what it needs.

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var key = 0; key < 100; key++)
            Change(table, key, key + 3);
        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / 100;

        bytes.ShouldBeInRange(600, 2800);
    }

    private static void Change(KeyTable table, int key, long owner) => table.Thaw(owner).Own(KeyOf(key)).Value = 5;

    private static void Note(Dictionary<int, uint> expected, int key, uint value)
    {
        if (value == 0)
            expected.Remove(key);
        else
            expected[key] = value;
    }

    private static void ShouldHold(int count, Func<Hash128, uint> find, Dictionary<int, uint> expected)
    {
        count.ShouldBe(expected.Count);
        for (var key = 0; key <= Keys; key++)
        {
            if (find(KeyOf(key)) != expected.GetValueOrDefault(key))
                find(KeyOf(key)).ShouldBe(expected.GetValueOrDefault(key), $"key {key}");
        }
    }

    private static Hash128 KeyOf(int key) => SipHash128.Compute(default, BitConverter.GetBytes(key));
}
