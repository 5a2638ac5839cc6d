using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Listing.ListWorld;

namespace EdgeGuard.Engine.Tests.Listing;

/// <summary>What a page costs when there are thousands of features: as much as it looks at, not as much as there is. Counted in what it allocates.</summary>
public sealed class PageWorkTests
{
    private const int Features = 4_000;
    private const int Enough = 50_000;

    private static readonly SubjectClaim Claim = new(World.Tenant("t"), World.User("t", "u"), SubjectClaim.NoToken);

    private static readonly Change[] Ground =
    [
        new Change.TenantPut("t", Suspended: false),
        new Change.UserPut(World.User("t", "u"), World.Tenant("t"), Active: true, NotBefore: 0),
        new Change.RolePut("", "some", ["a", "b.*", "c", "z*"]),
        new Change.RoleAssigned(RoleHolder.User(World.User("t", "u")), World.Tenant("t"), "some", Inherit: false, ActivePeriod.Always),
        .. Enumerable.Range(0, Features).Select(i => new Change.FeaturePut($"f{i:D4}", [$"x{i}", $"z{i}"])),
        .. Enumerable.Range(0, Features / 4).Select(i => new Change.TenantFeaturePut(World.Tenant("t"), $"f{i * 2:D4}", -1)),
        new Change.TenantFeaturePut(World.Tenant("t"), "f0000a", -1),
        new Change.TenantFeaturePut(World.Tenant("t"), "z", -1),
    ];

    private static readonly Snapshot State = World.Build(Ground);

    [Fact]
    public void ListPermissions_FewLinksInReach_LooksAtThoseAlone()
    {
        var request = new PageRequest { MaxRows = 1 };

        AllocatedBy(() => State.ListPermissions(Claim, attributes: null, Now, request).Page!.Items.ShouldHaveSingleItem().ShouldBe(new("a", [], [])))
            .ShouldBeLessThan(Enough);
    }

    [Fact]
    public void ListPermissions_ManyLinksInReach_CountsEach()
    {
        var listed = All(new PageRequest { MaxRows = 1 }, request => State.ListPermissions(Claim, attributes: null, Now, request));

        listed.Select(item => item.Pattern).ShouldBe(["a", "b.*", "c", "z*"]);
        listed[^1].Except.Length.ShouldBe(Features * 3 / 4);
        listed[^1].Unless.ShouldBeEmpty();

        var everything = World.Apply(State, new Change.RolePut("", "some", ["*", "b"]));
        var first = everything.ListPermissions(Claim, attributes: null, Now, new PageRequest { MaxRows = Features }).Page!;
        first.Items.ShouldHaveSingleItem().Pattern.ShouldBe("*");
        first.Next.ShouldNotBeNull();
    }

    [Fact]
    public void ListFeatures_AnyPage_GoesOnWhereTheLastEnded()
    {
        var expected = Enumerable.Range(0, Features / 4).Select(i => $"f{i * 2:D4}").Append("f0000a").Append("z").Order(StringComparer.Ordinal);
        All(new PageRequest { MaxItems = 7 }, request => State.ListFeatures(Claim, attributes: null, Now, request)).ShouldBe(expected);
        var late = new PageRequest { MaxRows = Features - 10 };
        var cursor = State.ListFeatures(Claim, attributes: null, Now, late).Page!.Next;

        AllocatedBy(() => State.ListFeatures(Claim, attributes: null, Now, new PageRequest { MaxRows = 1, Cursor = cursor }).Page!.Next.ShouldNotBeNull())
            .ShouldBeLessThan(Enough);
    }

    private static long AllocatedBy(Action action) => Allocation.LeastOf(measurements: 3, rounds: 1, () =>
    {
        action();
        return 0;
    });
}
