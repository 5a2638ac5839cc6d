using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Previews;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Listing;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Previews;

/// <summary>What previews report against the answers themselves, over random states and changes.</summary>
public sealed class PreviewPropertyTests
{
    private static readonly Gen<Preview> Any = Gen.Select(ListWorld.States, ListWorld.Changes.Array[1, 4], (state, changes) =>
    {
        var builder = state.ToBuilder();
        return Preview.Of(state, changes.Where(change => builder.TryApply(change, out _))).Preview!;
    });

    // The direction that can hold: a permission may be listed otherwise and yet allow the same names of a finite universe.
    [Fact]
    public void Differences_UserOfWhomNoneIsReported_IsAnsweredAsBefore()
    {
        var (reported, silent) = (0, 0);
        Any.Sample(
            preview =>
            {
                var differ = preview.Differences(tenant: null, ListWorld.Custom, ListWorld.Now).Select(difference => (difference.Tenant, difference.User)).ToHashSet();
                Interlocked.Add(ref reported, differ.Count);
                foreach (var claim in ListWorld.Claims.Where(claim => !Named(preview, claim.Subject).Any(user => differ.Contains((claim.Tenant, user)))))
                {
                    Interlocked.Increment(ref silent);
                    var asked = from token in new[] { claim, claim with { IssuedAt = 3 } } from question in Questions() select (token, question);
                    preview.Compare(asked, ListWorld.Now).ShouldAllBe(difference => !difference.IsGained && !difference.IsLost);
                }
            },
            iter: 150);

        reported.ShouldBeGreaterThan(100);
        silent.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void Differences_EachThatIsNamed_IsSoInTheAnswers() =>
        Any.Sample(
            preview =>
            {
                foreach (var difference in preview.Differences(tenant: null, ListWorld.Custom, ListWorld.Now))
                {
                    var claim = new SubjectClaim(difference.Tenant, difference.User, SubjectClaim.NoToken);
                    var expected = difference.Roles.Gained.Select(Question.Role).Concat(difference.Features.Gained.Select(Question.Feature)).Select(question => (question, true))
                        .Concat(difference.Roles.Lost.Select(Question.Role).Concat(difference.Features.Lost.Select(Question.Feature)).Select(question => (question, false)));
                    foreach (var (question, gained) in expected)
                    {
                        preview.Before.Allows(claim, question, ListWorld.Custom).ShouldBe(!gained);
                        preview.After.Allows(claim, question, ListWorld.Custom).ShouldBe(gained);
                    }

                    foreach (var (alias, lost) in difference.Aliases.Lost.Select(alias => (alias, true)).Concat(difference.Aliases.Gained.Select(alias => (alias, false))))
                    {
                        Named(preview, alias).ShouldContain(difference.User);
                        (preview.Before.Model.Users.FindByKey(alias) == preview.Before.Model.Users.FindById(difference.User)).ShouldBe(lost);
                    }

                    difference.Before.Reason.ShouldBe(preview.Before.Resolve(claim).Reason);
                    difference.After.Reason.ShouldBe(preview.After.Resolve(claim).Reason);
                }
            },
            iter: 150);

    [Fact]
    public void Differences_ChangesAndTheirInverse_AreNone()
    {
        var undone = 0;
        Any.Sample(
            preview =>
            {
                var inverse = Inverse(preview.Before, preview.After).ToArray();
                var back = Preview.Of(preview.Before, Inverse(preview.After, preview.Before).Concat(inverse)).Preview;
                // A role that hides another, or groups inside each other, may have to go in an order that this simple inverse does not know.
                if (back is null || back.After.Digest != preview.Before.Digest)
                    return;

                Interlocked.Increment(ref undone);
                back.Differences(tenant: null, ListWorld.Custom, ListWorld.Now).ShouldBeEmpty();
            },
            iter: 150);

        undone.ShouldBeGreaterThan(75);
    }

    /// <summary>The users whom a token of that subject names, before and after.</summary>
    private static IEnumerable<Hash128> Named(Preview preview, Hash128 subject)
    {
        foreach (var users in new[] { preview.Before.Model.Users, preview.After.Model.Users })
        {
            if (users.FindByKey(subject) is >= 0 and var user)
                yield return users.IdOf(user);
        }
    }

    private static IEnumerable<Question> Questions() =>
        ListWorld.Permissions.Select(Question.Permission)
            .Concat(ListWorld.Roles.Select(Question.Role))
            .Concat(ListWorld.Features.Select(Question.Feature))
            .Concat(from permission in ListWorld.Permissions[..6] from resource in ListWorld.Resources select Question.PermissionOn(permission, resource))
            .Select(question => question with { Attributes = ListWorld.Custom });

    /// <summary>What makes the state before from the one after: removals of rows that are new, and puts of rows that are other or gone.</summary>
    private static IEnumerable<Change> Inverse(Snapshot before, Snapshot after)
    {
        var (then, later) = (before.Export().ToList(), after.Export().ToList());
        return later.Except(then).Reverse().Select(Removal).OfType<Change>().Concat(then.Except(later));
    }

    private static Change? Removal(Change put) => put switch
    {
        Change.RolePut c => new Change.RoleRemoved(c.Scope, c.Key),
        Change.FeaturePut c => new Change.FeatureRemoved(c.Key),
        Change.PlanPut c => new Change.PlanRemoved(c.Key),
        Change.FlagPut c => new Change.FlagRemoved(c.Feature),
        Change.AliasPut c => new Change.AliasRemoved(c.Alias),
        Change.MemberAdded c => new Change.MemberRemoved(c.Group, c.User),
        Change.GroupNested c => new Change.GroupUnnested(c.Parent, c.Child),
        Change.RoleAssigned c => new Change.RoleUnassigned(c.Holder, c.Tenant, c.Role),
        Change.PermissionAssigned c => new Change.PermissionUnassigned(c.User, c.Tenant, c.Pattern),
        Change.PlanAssigned c => new Change.PlanUnassigned(c.Holder, c.Plan),
        Change.TenantFeaturePut c => new Change.TenantFeatureRemoved(c.Tenant, c.Feature),
        Change.GrantPut c => new Change.GrantRemoved(c.Tenant, c.Resource, c.Grantee, c.Permission),
        Change.ResourceParentPut c => new Change.ResourceParentRemoved(c.Tenant, c.Resource),
        _ => null, // Tenants, groups and users: where they were other, the put of what they were replaces them.
    };
}
