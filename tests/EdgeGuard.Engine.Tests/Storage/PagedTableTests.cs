using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Tests.Storage;

public sealed class PagedTableTests
{
    [Fact]
    public void SetAndRemove_AnyOrder_LikeADictionaryAndEarlierCopiesStay() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 3]).Array[0, 4000])
            .Sample(
                (first, steps) =>
                {
                    var tokens = new OwnerTokens();
                    var table = new PagedTable<Hash128, HashPlacing>().Thaw(tokens.Next());
                    var expected = new Dictionary<Hash128, uint>();
                    for (var key = 0; key < first; key++)
                        Set(table, expected, key, (uint)key + 1);
                    var (earlier, earlierExpected) = (table, new Dictionary<Hash128, uint>(expected));
                    table = table.Thaw(tokens.Next());
                    foreach (var (key, dice) in steps)
                    {
                        if (dice == 0)
                        {
                            table.Remove(KeyOf(key));
                            expected.Remove(KeyOf(key));
                        }
                        else
                        {
                            Set(table, expected, key, (uint)dice + 7);
                        }
                    }

                    ShouldHold(table, expected);
                    ShouldHold(earlier, earlierExpected);
                },
                iter: 60);

    [Fact]
    public void Set_HundredThousandKeys_AreFoundAndFillTheirPages()
    {
        var table = new PagedTable<Hash128, HashPlacing>().Thaw(1);
        for (var key = 0; key < 100_000; key++)
            table.Set(KeyOf(key), (uint)key + 1);

        for (var key = 0; key < 100_000; key++)
            table.Find(KeyOf(key)).ShouldBe((uint)key + 1);
        table.Find(KeyOf(100_001)).ShouldBe(0u);
        table.Count.ShouldBe(100_000);
    }

    [Fact]
    public void Fill_AnyKeys_LikeOneByOneButForThoseThatAreThere() =>
        Gen.Int[0, 6000].Array[0, 5000].Sample(
            numbers =>
            {
                var table = new PagedTable<Hash128, HashPlacing>().Thaw(1);
                var expected = new Dictionary<Hash128, uint>();
                var again = new List<int>();
                for (var i = 0; i < numbers.Length; i++)
                {
                    if (!expected.TryAdd(KeyOf(numbers[i]), (uint)i + 1))
                        again.Add(i);
                }

                table.Fill(numbers.Select(KeyOf).ToArray()).Order().ShouldBe(again);

                ShouldHold(table, expected);
                Set(table, expected, 7000, 1);
                table.Remove(KeyOf(numbers.FirstOrDefault()));
                expected.Remove(KeyOf(numbers.FirstOrDefault()));
                ShouldHold(table, expected);
            },
            iter: 30);

    [Fact]
    public void Fill_KeysOfOnePlace_SplitsTheirPage()
    {
        var keys = Enumerable.Range(0, 500).Select(i => (uint)i).ToArray();
        var table = new PagedTable<uint, FingerprintPlacing>().Thaw(1);

        table.Fill(keys).ShouldBeEmpty();

        keys.ShouldAllBe(key => table.Find(key) == key + 1);
        table.Count.ShouldBe(500);
    }

    [Fact]
    public void After_AnyKey_GivesTheRestInOneOrderWhateverTheHistory()
    {
        var table = new PagedTable<Hash128, HashPlacing>().Thaw(1);
        var other = new PagedTable<Hash128, HashPlacing>().Thaw(2);
        for (var key = 0; key < 40_000; key++)
            other.Set(KeyOf(key), (uint)key + 1);
        for (var key = 39_999; key >= 20_000; key--)
            other.Remove(KeyOf(key));
        for (var key = 19_999; key > 0; key--)
            table.Set(KeyOf(key), (uint)key + 1);
        table.Set(KeyOf(0), 1);

        var all = table.After(default).ToList();

        all.Count.ShouldBe(20_000);
        all.Select(pair => pair.Value).Distinct().Count().ShouldBe(20_000);
        other.After(default).ShouldBe(all);
        for (var at = 0; at < all.Count; at += 997)
            table.After(all[at].Key).ShouldBe(all.Skip(at + 1));
        table.After(KeyOf(50_000)).ShouldBe(all.Where(pair => PagedTable<Hash128, HashPlacing>.Compare(pair.Key, KeyOf(50_000)) > 0));
    }

    [Fact]
    public void Remove_Everything_LeavesAnEmptyTableThatWorks()
    {
        var table = new PagedTable<Hash128, HashPlacing>().Thaw(1);
        for (var round = 0; round < 2; round++)
        {
            for (var key = 0; key < 10_000; key++)
                table.Set(KeyOf(key), 1);
            for (var key = 0; key < 10_000; key++)
                table.Remove(KeyOf(key));

            table.Count.ShouldBe(0);
            table.All().ShouldBeEmpty();
        }
    }

    [Fact]
    public void Set_KeysThatAllFallIntoOnePage_GrowsThatPageInsteadOfTheDirectory()
    {
        var table = new PagedTable<uint, SamePlace>().Thaw(1);
        for (var key = 1u; key <= 1000; key++)
            table.Set(key, key);

        for (var key = 1u; key <= 1000; key++)
            table.Find(key).ShouldBe(key);
        table.Find(0).ShouldBe(0u);
        for (var key = 1u; key <= 1000; key++)
            table.Remove(key);
        table.Count.ShouldBe(0);
    }

    private static Hash128 KeyOf(int key) => new((ulong)key, 7); // Not hashed: the table must cope.

    private static void Set(PagedTable<Hash128, HashPlacing> table, Dictionary<Hash128, uint> expected, int key, uint value)
    {
        table.Set(KeyOf(key), value);
        expected[KeyOf(key)] = value;
    }

    private static void ShouldHold(PagedTable<Hash128, HashPlacing> table, Dictionary<Hash128, uint> expected)
    {
        table.Count.ShouldBe(expected.Count);
        table.All().Order(Comparer<KeyValuePair<Hash128, uint>>.Create((a, b) => a.Key.Low.CompareTo(b.Key.Low)))
            .ShouldBe(expected.OrderBy(pair => pair.Key.Low));
        for (var key = 0; key < 4100; key++)
            table.Find(KeyOf(key)).ShouldBe(expected.GetValueOrDefault(KeyOf(key)));
    }

    private readonly struct SamePlace : ITableKey<uint>
    {
        public static ulong Page(uint key) => 0x123456789ABCDEF0;

        public static uint Slot(uint key) => 0x80000000;
    }
}
