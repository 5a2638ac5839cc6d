using System.Runtime.CompilerServices;
using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Tests.Storage;

public sealed class KeyTableTests
{
    [Fact]
    public void Join_PartsOfAnyKey_GiveTheKey() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((low, high) =>
        {
            var parts = new KeyParts(new Hash128(low, high));

            KeyParts.Join(parts.Place, parts.Order, parts.Rest).ShouldBe(new Hash128(low, high));
        });

    [Fact]
    public void SetAndRemove_AnyOrder_LikeADictionaryAndEarlierCopiesStay() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 4]).Array[0, 4000], Gen.Bool)
            .Sample(
                (first, steps, hashed) =>
                {
                    var tokens = new OwnerTokens();
                    var table = new KeyTable().Thaw(tokens.Next());
                    var expected = new Dictionary<Hash128, (uint Value, ulong Memo)>();
                    for (var key = 0; key < first; key++)
                        Set(ref table, expected, KeyOf(key, hashed), (uint)key + 1, 0);
                    var (earlier, earlierExpected) = (table, new Dictionary<Hash128, (uint, ulong)>(expected));
                    table = table.Thaw(tokens.Next());
                    foreach (var (number, dice) in steps)
                    {
                        var key = KeyOf(number, hashed);
                        if (dice == 0)
                        {
                            table.Remove(key);
                            expected.Remove(key);
                        }
                        else if (dice == 1 && expected.TryGetValue(key, out var old))
                        {
                            table.Own(key).Memo = old.Memo + 1;
                            expected[key] = (old.Value, old.Memo + 1);
                        }
                        else
                        {
                            Set(ref table, expected, key, (uint)dice + 7, (ulong)number);
                        }
                    }

                    ShouldHold(table, expected, hashed);
                    ShouldHold(earlier, earlierExpected, hashed);
                },
                iter: 60);

    [Fact]
    public void Set_HundredThousandKeys_AreFound()
    {
        var table = new KeyTable().Thaw(1);
        for (var key = 0; key < 100_000; key++)
            table.Set(KeyOf(key, hashed: true), (uint)key + 1);

        Enumerable.Range(0, 100_000).ShouldAllBe(key => table.Find(KeyOf(key, true)) == (uint)key + 1);
        table.Find(KeyOf(100_001, hashed: true)).ShouldBe(0u);
        table.Count.ShouldBe(100_000);
    }

    [Fact]
    public void Remove_Everything_LeavesAnEmptyTableThatWorks()
    {
        var table = new KeyTable().Thaw(1);
        for (var round = 0; round < 2; round++)
        {
            for (var key = 0; key < 10_000; key++)
                table.Set(KeyOf(key, hashed: false), 1);
            for (var key = 0; key < 10_000; key++)
                table.Remove(KeyOf(key, hashed: false));

            table.Count.ShouldBe(0);
            table.All().ShouldBeEmpty();
        }
    }

    [Fact]
    public void Set_KeysThatAllFallIntoOnePage_GrowsThatPageInsteadOfTheDirectory()
    {
        var keys = Enumerable.Range(1, 1000).Select(key => KeyParts.Join(0x12345678, (ulong)key << 40, (uint)key)).ToArray();
        var table = new KeyTable().Thaw(1);
        foreach (var key in keys)
            table.Set(key, 5);

        keys.ShouldAllBe(key => table.Find(key) == 5);
        table.Find(KeyOf(0, hashed: true)).ShouldBe(0u);
        table.All().Select(pair => pair.Key).ToHashSet().SetEquals(keys).ShouldBeTrue();
        foreach (var key in keys)
            table.Remove(key);
        table.Count.ShouldBe(0);
    }

    [Fact]
    public void Set_KeysOfOneOrder_AreToldApart()
    {
        var keys = Enumerable.Range(1, 40).Select(key => KeyParts.Join(0x12345678, 1UL << 63, (uint)key * 77)).ToArray();
        var table = new KeyTable().Thaw(1);
        for (var i = 0; i < keys.Length; i++)
            table.Set(keys[i], (uint)i + 1);

        for (var i = 0; i < keys.Length; i++)
            table.Find(keys[i]).ShouldBe((uint)i + 1);
        table.Find(KeyParts.Join(0x12345678, 1UL << 63, 1)).ShouldBe(0u);
        table.Remove(keys[3]);
        table.Find(keys[3]).ShouldBe(0u);
        table.Find(keys[4]).ShouldBe(5u);
    }

    [Fact]
    public void After_AnyHistory_GivesTheLaterKeysInOneOrder() =>
        Gen.Select(Gen.Int[1, 2000], Gen.Int[0, 2000]).Sample(
            (count, start) =>
            {
                var (table, other) = (new KeyTable().Thaw(1), new KeyTable().Thaw(1));
                for (var key = 0; key < 2000; key++)
                    table.Set(KeyOf(key, hashed: true), 1);
                for (var key = count; key < 2000; key++)
                    table.Remove(KeyOf(key, hashed: true));
                for (var key = count - 1; key >= 0; key--)
                    other.Set(KeyOf(key, hashed: true), 1);

                var all = table.After(default).Select(pair => pair.Key).ToArray();

                all.Length.ShouldBe(count);
                all.SequenceEqual(other.After(default).Select(pair => pair.Key)).ShouldBeTrue();
                var from = KeyOf(start, hashed: true);
                all.Where(key => KeyParts.Compare(new KeyParts(key), new KeyParts(from)) > 0).SequenceEqual(table.After(from).Select(pair => pair.Key)).ShouldBeTrue();
            },
            iter: 30);

    [Fact]
    public void Own_MemoOfASharedPage_IsTheBuildersAlone()
    {
        var shared = new KeyTable().Thaw(1);
        for (var key = 0; key < 50; key++)
            shared.Set(KeyOf(key, hashed: true), (uint)key + 1);
        var later = shared.Thaw(2);

        Volatile.Write(ref shared.Probe(KeyOf(7, hashed: true)).Find().Memo, 70); // A reader's: both see it.
        Volatile.Read(ref later.Probe(KeyOf(7, hashed: true)).Find().Memo).ShouldBe(70UL);
        later.Own(KeyOf(7, hashed: true)).Memo = 0;
        Volatile.Write(ref shared.Probe(KeyOf(7, hashed: true)).Find().Memo, 71);

        Volatile.Read(ref later.Probe(KeyOf(7, hashed: true)).Find().Memo).ShouldBe(0UL);
        Volatile.Read(ref shared.Probe(KeyOf(7, hashed: true)).Find().Memo).ShouldBe(71UL);
    }

    /// <summary>Not hashed: the table must cope.</summary>
    private static Hash128 KeyOf(int key, bool hashed) =>
        hashed ? SipHash128.Compute(default, BitConverter.GetBytes(key)) : new((ulong)key, 7);

    private static void Set(ref KeyTable table, Dictionary<Hash128, (uint Value, ulong Memo)> expected, Hash128 key, uint value, ulong memo)
    {
        table.Set(key, value, memo);
        expected[key] = (value, memo);
    }

    private static void ShouldHold(KeyTable table, Dictionary<Hash128, (uint Value, ulong Memo)> expected, bool hashed)
    {
        table.Count.ShouldBe(expected.Count);
        table.All().ToHashSet().SetEquals(expected.Select(pair => new KeyValuePair<Hash128, uint>(pair.Key, pair.Value.Value))).ShouldBeTrue();
        for (var key = 0; key < 4100; key++)
        {
            ref var slot = ref table.Probe(KeyOf(key, hashed)).Find();
            var found = Unsafe.IsNullRef(ref slot) ? default : (slot.Value, slot.Memo);
            if (found != expected.GetValueOrDefault(KeyOf(key, hashed)))
                found.ShouldBe(expected.GetValueOrDefault(KeyOf(key, hashed)), $"key {key}");
        }
    }
}
