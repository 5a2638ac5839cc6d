using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Sessions;

/// <summary>Three requests are open: of ada and ben in acme, which has no tenants below it, of eve in globex, which has.</summary>
public class ChangeReachTests
{
    private const string Nobody = "";
    private const string Everyone = "ada ben eve";
    private static readonly Hash128 Globex = TestDirectory.Hasher.Tenant("globex");
    private static readonly ResourceName Document = new("document", "1");

    public static TheoryData<string, Change> Cases => new()
    {
        { "ada", TestDirectory.Status("ada", active: false) },
        { "ada", new Change.UserRemoved(User("ada")) },
        { "ada", new Change.UserAttributesPut(User("ada"), "{}") },
        { "ada", new Change.UserAttributesRemoved(User("ada")) },
        { "ada", new Change.MemberRemoved(TestDirectory.Viewers, User("ada")) },
        { "ada", new Change.AliasPut(TestDirectory.Alias("ada"), User("ben")) },
        { "ada", new Change.AliasRemoved(TestDirectory.Alias("ada")) },
        { "ada", new Change.PermissionAssigned(User("ada"), TestDirectory.Tenant, "documents.read", Inherit: false, ActivePeriod.Always) },
        { "ada", new Change.PermissionUnassigned(User("ada"), TestDirectory.Tenant, "documents.read") },
        { "ada", new Change.RoleAssigned(RoleHolder.User(User("ada")), TestDirectory.Tenant, "viewer", Inherit: false, ActivePeriod.Always) },
        { "ada", new Change.RoleUnassigned(RoleHolder.User(User("ada")), TestDirectory.Tenant, "viewer") },
        { "ada", new Change.PlanAssigned(PlanHolder.User(User("ada")), "pro", Inherit: false, ActivePeriod.Beginning, 0) },
        { "ada", new Change.PlanUnassigned(PlanHolder.User(User("ada")), "pro") },
        { "ada", new Change.GrantPut(TestDirectory.Tenant, Document, Grantee.User(User("ada")), "documents.read", ActivePeriod.Always) },
        { "ada", new Change.GrantRemoved(TestDirectory.Tenant, Document, Grantee.User(User("ada")), "documents.read") },

        { "ada ben", new Change.TenantRemoved("acme") },
        { "ada ben", new Change.TenantFeaturePut(TestDirectory.Tenant, "reports", -1) },
        { "ada ben", new Change.TenantFeatureRemoved(TestDirectory.Tenant, "reports") },
        { "ada ben", new Change.GroupPut(TestDirectory.Viewers, TestDirectory.Tenant, []) },
        { "ada ben", new Change.GrantPut(TestDirectory.Tenant, Document, Grantee.Group(TestDirectory.Viewers), "a", ActivePeriod.Always) },
        { "ada ben", new Change.GrantRemoved(TestDirectory.Tenant, Document, Grantee.RoleOf("viewer"), "a") },
        { "ada ben", new Change.ResourceParentPut(TestDirectory.Tenant, Document, new("folder", "1")) },
        { "ada ben", new Change.ResourceParentRemoved(TestDirectory.Tenant, Document) },

        { "ada ben", new Change.TenantPut("acme", Suspended: true) },
        { "ada ben", new Change.RolePut("acme", "viewer", []) },
        { "ada ben", new Change.RoleRemoved("acme", "viewer") },
        { "ada ben", new Change.PlanAssigned(PlanHolder.Tenant(TestDirectory.Tenant), "pro", Inherit: true, ActivePeriod.Beginning, 0) },
        { "ada ben", new Change.PlanUnassigned(PlanHolder.Tenant(TestDirectory.Tenant), "pro") },
        { "ada ben", new Change.RoleAssigned(RoleHolder.Group(TestDirectory.Viewers), TestDirectory.Tenant, "viewer", Inherit: true, new(0, 1)) },
        { "ada ben", new Change.RoleUnassigned(RoleHolder.Group(TestDirectory.Viewers), TestDirectory.Tenant, "viewer") },

        { Everyone, new Change.TenantPut("globex", Suspended: true) },
        { Everyone, new Change.RolePut("globex", "viewer", []) },
        { Everyone, new Change.RoleRemoved("globex", "viewer") },
        { Everyone, new Change.PlanAssigned(PlanHolder.Tenant(Globex), "pro", Inherit: true, ActivePeriod.Beginning, 0) },
        { Everyone, new Change.PlanUnassigned(PlanHolder.Tenant(Globex), "pro") },
        { Everyone, new Change.RoleAssigned(RoleHolder.Group(TestDirectory.Viewers), Globex, "viewer", Inherit: true, new(0, 1)) },
        { Everyone, new Change.RoleUnassigned(RoleHolder.Group(TestDirectory.Viewers), Globex, "viewer") },
        { Everyone, new Change.GroupUnnested(TestDirectory.Admins, TestDirectory.Viewers) },
        { Everyone, new Change.RolePut("", "viewer", []) },
        { Everyone, new Change.RoleRemoved("", "viewer") },
        { Everyone, new Change.FeaturePut("reports", ["documents.*"]) },
        { Everyone, new Change.PlanPut("pro", [], "false", "[]") },
        { Everyone, new Change.PlanRemoved("pro") },
        { Everyone, new Change.FlagPut("reports", On: false, "false", "false", "[]") },
        { Everyone, new Change.FlagRemoved("reports") },

        { Nobody, new Change.MemberAdded(TestDirectory.Viewers, User("ada")) },
        { Nobody, new Change.GroupNested(TestDirectory.Admins, TestDirectory.Viewers) },
        { Nobody, new Change.GroupRemoved(TestDirectory.Viewers) },
        { Nobody, new Change.FeatureRemoved("reports") },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task CopyTo_AfterOneChange_FindsThoseWhomItMayTakeFrom(string expected, Change change)
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var requests = Open(edge);
        var reach = new ChangeReach(TestDirectory.Hasher);

        reach.Add([change], edge.Services.GetRequiredService<SnapshotState>().View.Snapshot!);

        Found(reach, requests).ShouldBe(expected);
    }

    [Fact]
    public async Task CopyTo_UnknownChanges_FindsEveryoneUntilCleared()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var requests = Open(edge);
        var reach = new ChangeReach(TestDirectory.Hasher);

        reach.Add(null, edge.Services.GetRequiredService<SnapshotState>().View.Snapshot!);
        Found(reach, requests).ShouldBe(Everyone);
        reach.Clear();
        Found(reach, requests).ShouldBe(Nobody);
    }

    [Fact]
    public void Cases_EveryKindOfChangeThatThereIs_AreCovered() =>
        typeof(Change).GetNestedTypes().Except(Cases.Select(row => row.Data.Item2.GetType())).ShouldBeEmpty();

    private static Hash128 User(string externalId) => TestDirectory.Id(externalId);

    private static string Found(ChangeReach reach, OpenRequests requests)
    {
        var found = new List<OpenRequest>();
        reach.CopyTo(requests, found);
        return string.Join(' ', found.Select(request => request.Token.Subject).Distinct().Order(StringComparer.Ordinal));
    }

    private static OpenRequests Open(EdgeRig edge)
    {
        edge.Directory.AddViewer("ben");
        edge.Directory.Apply(
            new Change.TenantPut("globex", Suspended: false),
            new Change.TenantPut("globex-eu", Suspended: false, "globex"),
            new Change.UserPut(User("eve"), Globex, Active: true, NotBefore: 0),
            new Change.AliasPut(Alias(Globex, "eve"), User("eve")));
        var requests = new OpenRequests();
        foreach (var (tenant, name) in new[] { (TestDirectory.Tenant, "ada"), (TestDirectory.Tenant, "ben"), (Globex, "eve") })
            requests.Add(Allow(edge, tenant, name));
        return requests;
    }

    private static OpenRequest Allow(EdgeRig edge, Hash128 tenant, string subject)
    {
        var now = EdgeRig.Start.ToUnixTimeMilliseconds();
        var token = new ValidatedToken
        {
            IssuerName = "test",
            Tenant = "",
            Subject = subject,
            TenantHash = tenant,
            SubjectHash = Alias(tenant, subject),
            IssuedAt = now,
            ExpiresAt = now + 3_600_000,
            SessionId = null,
            SessionHash = null,
        };
        var request = new OpenRequest(new DefaultHttpContext(), token, CompiledPolicy.Authenticated);
        var view = edge.Services.GetRequiredService<SnapshotState>().View;
        request.Decide(view, edge.LeaseClock.Now, now).Allowed.ShouldBeTrue();
        return request;
    }

    private static Hash128 Alias(Hash128 tenant, string externalId) => TestDirectory.Hasher.Subject(tenant, SubjectKeyKind.ExternalId, externalId);
}
