using CsCheck;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Grants.GrantWorld;

namespace EdgeGuard.Engine.Tests.Grants;

/// <summary>Long histories of grants and places, against a dictionary of rows.</summary>
public sealed class GrantHistoryTests
{
    // Few, and with many grants each: what is linked must be taken out from everywhere in a chain. More of them than an array holds.
    private static readonly Gen<ResourceName> Resource = Gen.Frequency(
        (3, Gen.Int[0, 4].Select(number => Folder($"{number}"))), (1, Gen.Int[0, 60].Select(number => Document($"{number}"))));

    private static readonly Gen<Grantee> Holder = Gen.OneOf(
        Any(Ann, Bob).Select(Grantee.User), Any(Staff, Guests).Select(Grantee.Group), Any("editor", "viewer", "a", "b", "c", "d").Select(Grantee.RoleOf));

    private static readonly Gen<string> Permission = Any("read", "re*");
    private static readonly Gen<ActivePeriod> Period = Any(ActivePeriod.Always, new ActivePeriod(1, 2));

    private static readonly Gen<Change> Changes = Gen.Frequency(
        (8, Gen.Select(Resource, Holder, Permission, Period, (resource, grantee, permission, period) => (Change)new Change.GrantPut(Acme, resource, grantee, permission, period))),
        (6, Gen.Select(Resource, Holder, Permission, (resource, grantee, permission) => (Change)new Change.GrantRemoved(Acme, resource, grantee, permission))),
        (3, Gen.Select(Resource, Resource, (resource, parent) => (Change)new Change.ResourceParentPut(Acme, resource, parent))),
        (2, Resource.Select(resource => (Change)new Change.ResourceParentRemoved(Acme, resource))));

    [Fact]
    public void TryApply_LongHistories_KeepTheRowsThatWerePut() =>
        Changes.Array[1, 400].Array[1, 4].Sample(
            history =>
            {
                var (snapshot, rows) = (Bare, new Dictionary<object, Change>());
                var past = new List<(Snapshot Snapshot, HashSet<Change> Rows)>();
                foreach (var changes in history)
                {
                    var builder = snapshot.ToBuilder();
                    foreach (var change in changes)
                    {
                        if (builder.TryApply(change, out var fault))
                            Apply(rows, change);
                        else
                            fault.ShouldStartWith("a resource that would lie in itself: ");
                    }

                    snapshot = builder.Build(snapshot.Epoch, snapshot.Version + 1);
                    past.Add((snapshot, [.. rows.Values]));
                }

                foreach (var (earlier, expected) in past)
                {
                    earlier.Export().Where(row => row is Change.GrantPut or Change.ResourceParentPut).ShouldBe(expected, ignoreOrder: true);
                    earlier.Digest.ShouldBe(expected.Aggregate(Bare.Digest, (sum, row) => sum + RowDigest.Of(World.Hasher, row)));
                    earlier.Model.Resources.Count.ShouldBe(Named(expected).Distinct().Count());
                    earlier.Model.Resources.InTenant(earlier.Model.Tenants.Find(Acme)!.Ordinal).Select(row => row.Name).ShouldBe(Named(expected).Distinct(), ignoreOrder: true);
                }
            },
            iter: 60);

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static void Apply(Dictionary<object, Change> rows, Change change)
    {
        switch (change)
        {
            case Change.GrantPut put:
                rows[(put.Resource, put.Grantee, put.Permission)] = put;
                break;
            case Change.GrantRemoved removed:
                rows.Remove((removed.Resource, removed.Grantee, removed.Permission));
                break;
            case Change.ResourceParentPut put:
                rows[put.Resource] = put;
                break;
            case Change.ResourceParentRemoved removed:
                rows.Remove(removed.Resource);
                break;
        }
    }

    private static IEnumerable<ResourceName> Named(IEnumerable<Change> rows) => rows.SelectMany(row => row switch
    {
        Change.GrantPut put => new[] { put.Resource },
        Change.ResourceParentPut put => [put.Resource, put.Parent],
        _ => [],
    });
}
