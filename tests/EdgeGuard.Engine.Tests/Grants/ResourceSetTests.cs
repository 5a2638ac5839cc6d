using CsCheck;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Tests.Grants;

public sealed class ResourceSetTests
{
    [Fact]
    public void AddAndRemove_AnyOrder_LikeADictionaryInTheOrderOfKeys() =>
        Gen.Int[0, 80].Array[0, 300].Sample(
            toggled =>
            {
                var sets = new List<(ResourceSet Set, Dictionary<Hash128, int> Expected)> { (new ResourceSet(1), []) };
                for (var i = 0; i < toggled.Length; i++)
                {
                    var (set, expected) = sets[^1];
                    if (i % 100 == 99)
                    {
                        expected = new Dictionary<Hash128, int>(expected);
                        sets.Add((set = set.Own(sets.Count + 1), expected));
                    }

                    var key = KeyOf(toggled[i]);
                    if (expected.Remove(key))
                    {
                        set.Remove(key);
                    }
                    else
                    {
                        expected.Add(key, i);
                        set.Add(key, i);
                    }
                }

                foreach (var (set, expected) in sets)
                    ShouldHold(set, expected);
            },
            iter: 200);

    private static Hash128 KeyOf(int number) => new((ulong)number * 0x9E3779B97F4A7C15, (ulong)number + 1);

    private static void ShouldHold(ResourceSet set, Dictionary<Hash128, int> expected)
    {
        var rebuilt = new ResourceSet(7);
        foreach (var (key, ordinal) in expected)
            rebuilt.Add(key, ordinal);

        set.Count.ShouldBe(expected.Count);
        set.After(default).Order().ShouldBe(expected.Values.Order());
        set.After(default).ShouldBe(rebuilt.After(default)); // Whatever the history.
        for (var number = 0; number <= 80; number++)
            set.Find(KeyOf(number)).ShouldBe(expected.GetValueOrDefault(KeyOf(number), -1));

        var all = set.After(default).ToList();
        foreach (var (key, ordinal) in expected)
            set.After(key).ShouldBe(all.Skip(all.IndexOf(ordinal) + 1));
    }
}
