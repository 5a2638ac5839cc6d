using CsCheck;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;
using static EdgeGuard.Engine.Tests.Listing.ListWorld;

namespace EdgeGuard.Engine.Tests.Listing;

/// <summary>Each list against asking one by one, and its pages against one large page.</summary>
public sealed class ListingsTests
{
    private static readonly PageRequest OnePage = new();

    [Fact]
    public void ListPermissions_AnyState_SaysOfEachNameWhatCheckSays() =>
        Gen.Select(States, Request).Sample(
            (snapshot, request) =>
            {
                foreach (var claim in Claims)
                {
                    var listed = All(OnePage, page => snapshot.ListPermissions(claim, Custom, Now, page));

                    foreach (var name in Permissions)
                        Allows(listed, name).ShouldBe(snapshot.Allows(claim, Question.Permission(name), Custom), $"{name}: {string.Join(' ', listed)}");
                    foreach (var item in listed.Where(item => !item.Pattern.Contains('*', StringComparison.Ordinal)))
                        snapshot.Allows(claim, Question.Permission(item.Pattern), Custom).ShouldBeTrue(item.Pattern);
                    listed.Select(item => item.Pattern).ShouldBe(listed.Select(item => item.Pattern).Distinct().Order(StringComparer.Ordinal));
                    All(request, page => snapshot.ListPermissions(claim, Custom, Now, page)).ShouldBe(listed);
                }
            },
            iter: 150);

    [Fact]
    public void ListFeatures_AnyState_AreThoseThatCheckAllows() =>
        Gen.Select(States, Request).Sample(
            (snapshot, request) =>
            {
                foreach (var claim in Claims)
                {
                    var expected = Features.Where(feature => snapshot.Allows(claim, Question.Feature(feature), Custom)).Order(StringComparer.Ordinal);

                    All(OnePage, page => snapshot.ListFeatures(claim, Custom, Now, page)).ShouldBe(expected);
                    All(request, page => snapshot.ListFeatures(claim, Custom, Now, page)).ShouldBe(expected);
                }
            },
            iter: 150);

    [Fact]
    public void ListSubjects_AnyState_AreThoseThatCheckAllows() =>
        Gen.Select(States, Request).Sample(
            (snapshot, request) =>
            {
                foreach (var tenant in Tenants.Append("unknown").Select(World.Tenant))
                {
                    foreach (var permission in Permissions[..6])
                    {
                        foreach (var resource in Resources[^3..].Append(default))
                        {
                            var question = Question.PermissionOn(permission, resource);
                            var expected = Users.Where(user => snapshot.Allows(new SubjectClaim(tenant, user, SubjectClaim.NoToken), question, Custom));

                            var listed = All(OnePage, page => snapshot.ListSubjects(tenant, permission, resource, Custom, Now, page));

                            listed.ShouldBe(expected, ignoreOrder: true);
                            All(request, page => snapshot.ListSubjects(tenant, permission, resource, Custom, Now, page)).ShouldBe(listed);
                        }
                    }
                }
            },
            iter: 60);

    [Fact]
    public void ListResources_AnyState_AreThoseThatCheckAllows() =>
        Gen.Select(States, Request).Sample(
            (snapshot, request) =>
            {
                foreach (var claim in Claims)
                {
                    foreach (var permission in Permissions[..6])
                    {
                        var everything = snapshot.Allows(claim, Question.Permission(permission), Custom);
                        foreach (var type in Types)
                        {
                            var expected = Resources.Where(resource =>
                                resource.Type == type && IsSpokenOf(snapshot, claim.Tenant, resource) &&
                                snapshot.Allows(claim, Question.PermissionOn(permission, resource), Custom));

                            var listed = All(OnePage, page => snapshot.ListResources(claim, permission, type, Custom, Now, page));

                            listed.ShouldBe(expected, ignoreOrder: true);
                            All(request, page => snapshot.ListResources(claim, permission, type, Custom, Now, page)).ShouldBe(listed);
                            snapshot.ListResources(claim, permission, type, Custom, Now, OnePage).Page!.Everything.ShouldBe(everything);
                        }
                    }
                }
            },
            iter: 60);

    [Fact]
    public void Lists_StateBuiltInAnotherOrder_GoOnWhereTheFirstStopped() =>
        States.Sample(
            snapshot =>
            {
                // A restart: the same rows, told again from a snapshot.
                var rebuilt = World.Apply(Snapshot.Empty(World.Hasher, World.Epoch), snapshot.Export());
                rebuilt = Build(rebuilt, []);
                rebuilt.Version.ShouldBe(snapshot.Version);
                var turn = 0;
                Snapshot Either() => turn++ % 2 == 0 ? snapshot : rebuilt;
                var one = new PageRequest { MaxItems = 1 };
                var tenant = World.Tenant("leaf");
                var claim = new SubjectClaim(tenant, World.User("root", "u"), SubjectClaim.NoToken);

                All(one, page => Either().ListSubjects(tenant, "doc.read", default, Custom, Now, page))
                    .ShouldBe(All(OnePage, page => snapshot.ListSubjects(tenant, "doc.read", default, Custom, Now, page)));
                All(one, page => Either().ListResources(claim, "doc.read", "document", Custom, Now, page))
                    .ShouldBe(All(OnePage, page => snapshot.ListResources(claim, "doc.read", "document", Custom, Now, page)));
            },
            iter: 100);

    [Fact]
    public void Lists_SubjectThatMayNotBeAskedAbout_AreEmptyAndSayWhy()
    {
        var snapshot = World.Build(new Change.TenantPut("t", Suspended: true));
        SubjectClaim[] claims = [new(World.Tenant("t"), World.User("t", "u"), 1), new(World.Tenant("none"), default, 1)];
        Reason[] reasons = [Reason.TenantSuspended, Reason.UnknownTenant];
        foreach (var (claim, reason) in claims.Zip(reasons))
        {
            ShouldBeNothing(snapshot.ListPermissions(claim, null, Now, OnePage), reason);
            ShouldBeNothing(snapshot.ListFeatures(claim, null, Now, OnePage), reason);
            ShouldBeNothing(snapshot.ListSubjects(claim.Tenant, "x", default, null, Now, OnePage), reason);
            ShouldBeNothing(snapshot.ListResources(claim, "x", "document", null, Now, OnePage), reason);
        }
    }

    [Theory]
    [InlineData("", "document")]
    [InlineData(null, "document")]
    [InlineData("x", "")]
    [InlineData("x", null)]
    public void Lists_InvalidQuestions_AreEmptyAndSaySo(string? permission, string? type)
    {
        var snapshot = World.Build(
            new Change.TenantPut("t", Suspended: false), new Change.UserPut(World.User("t", "u"), World.Tenant("t"), Active: true, NotBefore: 0));
        var claim = new SubjectClaim(World.Tenant("t"), World.User("t", "u"), 1);

        ShouldBeNothing(snapshot.ListResources(claim, permission!, type!, null, Now, OnePage), Reason.InvalidRequest);
        ShouldBeNothing(snapshot.ListSubjects(claim.Tenant, permission!, new ResourceName(type!, "1"), null, Now, OnePage), Reason.InvalidRequest);
        ShouldBeNothing(snapshot.ListSubjects(claim.Tenant, "x", new ResourceName("x", new string('x', 1 << 20)), null, Now, OnePage), Reason.InvalidRequest);
    }

    [Fact]
    public void ListResources_ManyRowsThatDoNotFit_AreLookedAtOverManyPages()
    {
        var user = World.User("t", "u");
        var snapshot = World.Build(
            [new Change.TenantPut("t", Suspended: false), new Change.UserPut(user, World.Tenant("t"), Active: true, NotBefore: 0),
             .. Enumerable.Range(0, 5000).Select(i => new Change.GrantPut(World.Tenant("t"), new("document", $"{i}"), Grantee.RoleOf("none"), "x", ActivePeriod.Always)),
             new Change.GrantPut(World.Tenant("t"), new("document", "4999"), Grantee.User(user), "x", ActivePeriod.Always)]);
        var claim = new SubjectClaim(World.Tenant("t"), user, SubjectClaim.NoToken);
        var pages = 0;

        var listed = All(new PageRequest { MaxRows = 100 }, request =>
        {
            pages++;
            return snapshot.ListResources(claim, "x", "document", null, Now, request);
        });

        listed.ShouldBe([new("document", "4999")]);
        pages.ShouldBeInRange(100, 101); // Each resource is a row, and so is what grants it.
    }

    private static void ShouldBeNothing<T>(PageResult<T> result, Reason reason)
    {
        result.Refusal.ShouldBe(CursorRefusal.None);
        result.Page!.Items.ShouldBeEmpty();
        result.Page.Next.ShouldBeNull();
        result.Page.Reason.ShouldBe(reason);
    }

    private static bool Allows(List<ListedPermission> listed, string name) => listed.Any(item =>
        NaiveGlob.IsMatch(item.Pattern, name) &&
        (!item.Except.Any(except => NaiveGlob.IsMatch(except, name)) || item.Unless.Any(unless => NaiveGlob.IsMatch(unless, name))));

    private static bool IsSpokenOf(Snapshot snapshot, Hash128 tenant, ResourceName resource) => snapshot.Export().Any(row => row switch
    {
        Change.GrantPut put => put.Tenant == tenant && put.Resource == resource,
        Change.ResourceParentPut put => put.Tenant == tenant && (put.Resource == resource || put.Parent == resource),
        _ => false,
    });
}
