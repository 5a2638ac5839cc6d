using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Testing;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>FENCE section 1: how a change of L reaches the database, and when waits follow it.</summary>
public sealed class TermsTests
{
    [Fact]
    public async Task Fence_1_ShorterLease_CountsForGrantsAtOnceAndForWaitsAfterAnOldW()
    {
        using var folder = new TestFolder();
        await using (await StartAsync(folder, "00:00:01"))
        {
            // The database begins with it.
        }

        await using var server = await StartAsync(folder, "00:00:00.5");
        var first = await TermsAsync(server);
        var reads = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                reads++;
                return (await TermsAsync(server)).WaitLength == 500_000_000;
            },
            "waits of the shorter lease");

        first.ShouldBe(new LeaseTerms(500_000_000, 1_000_000_000, 2));
        reads.ShouldBeGreaterThan(10);
        (await TermsAsync(server)).ShouldBe(new LeaseTerms(500_000_000, 500_000_000, 3));
    }

    [Fact]
    public async Task Fence_1_LongerLease_CountsForBothAtOnce()
    {
        using var folder = new TestFolder();
        await using (await StartAsync(folder, "00:00:00.5"))
        {
            // The database begins with it.
        }

        await using var server = await StartAsync(folder, "00:00:01");

        (await TermsAsync(server)).ShouldBe(new LeaseTerms(1_000_000_000, 1_000_000_000, 2));
    }

    private static Task<ScimServer> StartAsync(TestFolder folder, string length) =>
        ScimServer.StartAsync(folder, ("Lease:MaxStaleness", length), ("Lease:AllowShort", "true"));

    private static Task<LeaseTerms> TermsAsync(ScimServer server) => server.Store.ReadAsync(read => read.Leases.Terms(), TestContext.Current.CancellationToken);
}
