using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Matching;

/// <summary>How many roles and patterns one scope may have, and who waits for what is made of them.</summary>
public sealed class RoleLimitTests
{
    private const int Length = StateLimits.MaxList;

    private static readonly SubjectClaim Claim = new(World.Tenant("acme"), World.User("acme", "u"), SubjectClaim.NoToken);

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    public void Apply_OneRoleTooMany_IsRefused(string scope)
    {
        var full = World.Build([Tenant("acme"), .. Enumerable.Range(0, StateLimits.MaxRoles).Select(role => new Change.RolePut(scope, $"r{role}", []))]);

        World.FaultOf(full, new Change.RolePut(scope, "more", [])).ShouldBe("the roles of one scope are more than 10,000");
        World.FaultOf(full, new Change.RolePut(scope, "r7", ["other"])).ShouldBeNull();
        World.FaultOf(full, new Change.RolePut(scope.Length == 0 ? "acme" : "", "more", [])).ShouldBeNull();
        World.FaultOf(World.Apply(full, new Change.RoleRemoved(scope, "r7")), new Change.RolePut(scope, "more", [])).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("acme")]
    public void Apply_OnePatternTooMany_IsRefused(string scope)
    {
        var full = World.Build([Tenant("acme"), .. Enumerable.Range(0, StateLimits.MaxRolePatterns / Length).Select(role => Role(scope, $"r{role}", Length))]);

        World.FaultOf(full, Role(scope, "more", 1)).ShouldBe("the patterns of all roles of one scope are more than 100,000");
        World.FaultOf(full, Role(scope, "more", 0)).ShouldBeNull();
        World.FaultOf(full, Role(scope, "r7", Length)).ShouldBeNull();
        var fewer = World.Apply(full, Role(scope, "r7", Length - 5));
        World.FaultOf(fewer, Role(scope, "more", 6)).ShouldNotBeNull();
        World.FaultOf(fewer, Role(scope, "more", 5)).ShouldBeNull();
        World.FaultOf(World.Apply(full, new Change.RoleRemoved(scope, "r7")), Role(scope, "more", Length)).ShouldBeNull();
    }

    [Fact]
    public void Check_FirstOfATenantWithManyRoles_FindsThemReady()
    {
        var snapshot = World.Build(
        [
            Tenant("acme"), new Change.UserPut(World.User("acme", "u"), World.Tenant("acme"), Active: true, NotBefore: 0),
            .. Enumerable.Range(0, 1000).Select(role => Role("acme", $"r{role}", 20)),
        ]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var decision = snapshot.Check(Claim, Question.Permission("x"), 0);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(100_000);
        decision.Reason.ShouldBe(Reason.MissingPermission);
    }

    private static Change.TenantPut Tenant(string key) => new(key, Suspended: false);

    private static Change.RolePut Role(string scope, string key, int patterns) =>
        new(scope, key, [.. Enumerable.Range(0, patterns).Select(pattern => $"{key}.p{pattern}")]);
}
