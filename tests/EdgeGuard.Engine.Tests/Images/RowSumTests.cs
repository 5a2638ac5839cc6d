using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Images;

public sealed class RowSumTests
{
    private static readonly Gen<Hash128> Hash = Gen.Select(Gen.ULong, Gen.ULong, (low, high) => new Hash128(low, high));

    [Fact]
    public void Take_AnyPairs_IsTheSumOfTheirHashes() => Gen.Select(Hash, Hash).Array[0, 700].Sample(
        pairs =>
        {
            var (members, aliases) = (new PairSum(World.Hasher.DigestKey, PairSum.Member), new PairSum(World.Hasher.DigestKey, PairSum.Alias));
            foreach (var (first, second) in pairs)
            {
                members.Add(first, second);
                aliases.Add(first, second);
            }

            members.Take().ShouldBe(Sum(pairs.Select(pair => RowDigest.Member(World.Hasher, pair.Item1, pair.Item2))));
            aliases.Take().ShouldBe(Sum(pairs.Select(pair => RowDigest.Alias(World.Hasher, pair.Item1, pair.Item2))));
            members.Take().ShouldBe(default);
        },
        iter: 50);

    [Fact]
    public void Take_AnyUsers_IsTheSumOfTheirHashes() => Gen.Select(Hash, Hash, Gen.Bool, Gen.Long[0, ActivePeriod.LastInstant]).Array[0, 700].Sample(
        users =>
        {
            var sum = new UserSum(World.Hasher);
            foreach (var (id, tenant, active, notBefore) in users)
                sum.Add(id, tenant, active, notBefore);

            sum.Take().ShouldBe(Sum(users.Select(user => RowDigest.User(World.Hasher, user.Item1, user.Item2, user.Item3, user.Item4))));
        },
        iter: 50);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(500)]
    public void Group_KeysInBytes_HasTheSameHash(int keys)
    {
        var roles = Enumerable.Range(0, keys).Select(i => $"rôle-{i:000}").ToArray();

        RowDigest.Group(World.Hasher, new(1, 2), new(3, 4), RowDigest.BytesOf(roles)).ShouldBe(RowDigest.Group(World.Hasher, new Hash128(1, 2), new(3, 4), roles));
    }

    private static Hash128 Sum(IEnumerable<Hash128> hashes) => hashes.Aggregate(default(Hash128), (sum, hash) => sum + hash);
}
