using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Sessions;

public class RequestCutterTests
{
    /// <summary>The cutter keeps few places, and looks a tenant up once; 16 MB is what ten of these changes would take otherwise.</summary>
    private const long Allowed = 1 << 20;

    [Fact]
    public async Task OnSwapped_ManyChangesOfOneTenant_CostsByItsRequestsNotByTheProduct()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var state = edge.Services.GetRequiredService<SnapshotState>();
        var requests = edge.Services.GetRequiredService<OpenRequests>();
        var cutter = edge.Services.GetServices<ISnapshotObserver>().OfType<RequestCutter>().Single();
        for (var i = 0; i < 2000; i++)
            requests.Add(Allow(edge, state.View));
        var changes = Enumerable.Range(0, 5000)
            .Select(i => (Change)new Change.GroupPut(TestDirectory.Hasher.Group(TestDirectory.Tenant, $"g{i}"), TestDirectory.Tenant, []))
            .ToList();

        var before = GC.GetAllocatedBytesForCurrentThread();
        cutter.OnSwapped(state.View, state.View, changes);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Allowed);
        requests.Count.ShouldBe(2000);
    }

    private static OpenRequest Allow(EdgeRig edge, LeaseView view)
    {
        var now = EdgeRig.Start.ToUnixTimeMilliseconds();
        var token = new ValidatedToken
        {
            IssuerName = "test",
            Tenant = TestDirectory.Acme,
            Subject = "ada",
            TenantHash = TestDirectory.Tenant,
            SubjectHash = TestDirectory.Alias("ada"),
            IssuedAt = now,
            ExpiresAt = now + 3_600_000,
            SessionId = null,
            SessionHash = null,
        };
        var request = new OpenRequest(new DefaultHttpContext(), token, CompiledPolicy.Authenticated);
        request.Decide(view, edge.LeaseClock.Now, now).Allowed.ShouldBeTrue();
        return request;
    }
}
