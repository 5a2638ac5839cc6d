using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Directory;

/// <summary>Tenants below tenants: what is refused, what a move costs, and what holds below.</summary>
public sealed class TenantTreeTests
{
    private const int Depth = StateLimits.MaxTenantDepth;

    [Theory]
    [InlineData("a", "a", "a tenant below itself")]
    [InlineData("a", "b", "a tenant below one that is below it")]
    [InlineData("a", "c", "a tenant below one that is below it")]
    [InlineData("c", "nobody", "an unknown tenant as parent")]
    [InlineData("new", "nobody", "an unknown tenant as parent")]
    [InlineData("c", "é", "an unknown tenant as parent")]
    public void TryApply_TenantBelowWhatItCannotBeBelow_IsRefused(string key, string parent, string fault)
    {
        var state = World.Build(Tenant("a"), Tenant("b", "a"), Tenant("c", "b"));

        World.FaultOf(state, Tenant(key, parent)).ShouldBe(fault);
    }

    [Theory]
    [InlineData("c", "a")]
    [InlineData("c", "")]
    [InlineData("b", "")]
    [InlineData("b", "d")]
    [InlineData("a", "d")]
    public void TryApply_TenantElsewhere_MovesAndBackAgain(string key, string parent)
    {
        var state = World.Build(Tenant("a"), Tenant("b", "a"), Tenant("c", "b"), Tenant("d"));
        var old = state.Export().OfType<Change.TenantPut>().Single(put => put.Key == key);

        var moved = World.Apply(state, Tenant(key, parent));
        var back = World.Apply(moved, old);

        moved.Export().ShouldContain(Tenant(key, parent));
        moved.Digest.ShouldBe(World.Build([.. moved.Export()]).Digest);
        moved.Digest.ShouldNotBe(state.Digest);
        back.Digest.ShouldBe(state.Digest);
    }

    [Fact]
    public void TryApply_MoreTenantsAboveThanPermitted_IsRefusedWhereverTheyComeFrom()
    {
        var state = World.Build([.. Chain("t", Depth + 1), .. Chain("s", 3)]);
        const string TooDeep = "a tenant with more than 32 tenants above it";

        World.FaultOf(state, Tenant("new", $"t{Depth}")).ShouldBe(TooDeep);
        World.FaultOf(state, Tenant("new", $"t{Depth - 1}")).ShouldBeNull();
        World.FaultOf(state, Tenant("s0", $"t{Depth - 2}")).ShouldBe(TooDeep);
        World.FaultOf(state, Tenant("s0", $"t{Depth - 3}")).ShouldBeNull();
        World.FaultOf(state, Tenant("t0", "s0")).ShouldBe(TooDeep);

        // What no longer lies below does not count: t0 to t4 below the end of t5 to t32 makes 32 levels below the first again.
        var cut = World.Apply(state, Tenant("t5"));
        World.FaultOf(cut, Tenant("t0", $"t{Depth}")).ShouldBeNull();
        World.FaultOf(World.Apply(cut, Tenant("new", "t4")), Tenant("t0", $"t{Depth}")).ShouldBe(TooDeep);
        World.FaultOf(World.Apply(cut, Tenant("new", "t4"), new Change.TenantRemoved("new")), Tenant("t0", $"t{Depth}")).ShouldBeNull();
        World.FaultOf(World.Apply(cut, Tenant("new", "t4"), Tenant("new", "t3")), Tenant("t0", $"t{Depth}")).ShouldBeNull();
    }

    [Fact]
    public void TryApply_TenantsMovedAtRandom_HoldsTheDepthThatALongLookFinds()
    {
        var random = new Random(7);
        var parents = Enumerable.Repeat(-1, 60).ToArray();
        var builder = World.Build([.. parents.Select((_, tenant) => Tenant($"t{tenant}"))]).ToBuilder();
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var (moved, parent) = (random.Next(60), random.Next(-1, 60));
            var before = parents[moved];
            parents[moved] = parent;
            var fits = Enumerable.Range(0, 60).All(tenant => DepthOf(parents, tenant) <= Depth);
            if (!fits)
                (parents[moved], refused) = (before, refused + 1);

            // A builder that refused is to be thrown away; that it may go on after these refusals is all the better for the test.
            builder.TryApply(Tenant($"t{moved}", parent < 0 ? "" : $"t{parent}"), out var fault).ShouldBe(fits, fault);
        }

        refused.ShouldBeGreaterThan(100);
        builder.Build(World.Epoch, 2).Export().ShouldBe(
            parents.Select((parent, tenant) => Tenant($"t{tenant}", parent < 0 ? "" : $"t{parent}")), ignoreOrder: true);
    }

    [Fact]
    public void Export_TenantsInAnyOrderOfTheirNumbers_PutsThoseAboveFirst()
    {
        var state = World.Build(Tenant("leaf"), Tenant("root"), Tenant("middle"), Tenant("middle", "root"), Tenant("leaf", "middle"));

        state.Export().ShouldBe([Tenant("root"), Tenant("middle", "root"), Tenant("leaf", "middle")]);
        World.Build([.. state.Export()]).Digest.ShouldBe(state.Digest);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void TryApply_MoveOfATenantWithMuchBelow_WritesNothingOfIt(int below)
    {
        var state = World.Build(
        [
            Tenant("a"), Tenant("b"), Tenant("moved", "a"),
            .. Enumerable.Range(0, below).SelectMany(child => (Change[])[Tenant($"c{child}", "moved"), Tenant($"d{child}", $"c{child}")]),
        ]);
        var builder = state.ToBuilder();

        var before = GC.GetAllocatedBytesForCurrentThread();
        builder.TryApply(Tenant("moved", "b"), out _).ShouldBeTrue();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        allocated.ShouldBeLessThan(32_768); // Of 20,000 tenants two bytes each would be more.
    }

    [Fact]
    public void Check_TenantAboveSuspended_DeniesAllBelowUntilItIsResumed()
    {
        var state = World.Build([.. Chain("t", 4), User("t3", "u"), User("t1", "v"), new Change.TenantFeaturePut(World.Tenant("t3"), "sso", -1)]);
        Ask(state, "t3", "u").ShouldBe(Reason.None);

        var suspended = World.Apply(state, Tenant("t1", "t0", suspended: true));
        Ask(suspended, "t3", "u").ShouldBe(Reason.TenantSuspended);
        Ask(suspended, "t1", "v").ShouldBe(Reason.TenantSuspended);
        Ask(suspended, "t2", "v").ShouldBe(Reason.TenantSuspended);
        Ask(suspended, "t0", "v").ShouldBe(Reason.UnknownSubject);

        Ask(World.Apply(suspended, Tenant("t2")), "t3", "u").ShouldBe(Reason.None); // Moved out from under it.
        Ask(World.Apply(suspended, Tenant("t1", "t0")), "t3", "u").ShouldBe(Reason.None);
    }

    [Fact]
    public void TryApply_TenantWithChildren_IsNotRemovedAndLeafIs()
    {
        var state = World.Build(Tenant("a"), Tenant("b", "a"));

        World.FaultOf(state, new Change.TenantRemoved("a")).ShouldBe("a tenant removed while it has children");
        World.Apply(state, new Change.TenantRemoved("b"), new Change.TenantRemoved("a")).Digest.IsNone.ShouldBeTrue();
        World.FaultOf(World.Apply(state, Tenant("b")), new Change.TenantRemoved("a")).ShouldBeNull();
    }

    [Fact]
    public void TryApply_NumberOfARemovedTenantUsedAgain_LeavesNothingOfTheOldOne()
    {
        var state = World.Build(Tenant("a"), Tenant("b", "a"), Tenant("c", "b"));

        var again = World.Apply(
            state, new Change.TenantRemoved("c"), new Change.TenantRemoved("b"), Tenant("d"), Tenant("e", "d"), Tenant("a", "e"));

        again.Export().ShouldBe([Tenant("d"), Tenant("e", "d"), Tenant("a", "e")]);
    }

    private static Change.TenantPut Tenant(string key, string parent = "", bool suspended = false) => new(key, suspended, parent);

    private static Change.UserPut User(string tenant, string id) => new(World.User(tenant, id), World.Tenant(tenant), Active: true, NotBefore: 0);

    private static IEnumerable<Change> Chain(string prefix, int length) =>
        Enumerable.Range(0, length).Select(tenant => Tenant($"{prefix}{tenant}", tenant == 0 ? "" : $"{prefix}{tenant - 1}"));

    private static int DepthOf(int[] parents, int tenant)
    {
        var depth = 0;
        for (var at = parents[tenant]; at >= 0; at = parents[at])
        {
            if (++depth > parents.Length)
                return int.MaxValue;
        }

        return depth;
    }

    private static Reason Ask(Snapshot state, string tenant, string user)
    {
        var home = user == "u" ? "t3" : "t1";
        return state.Resolve(new SubjectClaim(World.Tenant(tenant), World.User(home, user), SubjectClaim.NoToken)).Reason;
    }
}
