using System.Net;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Tests.Authentication;
using EdgeGuard.Edge.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Edge.Tests.Sessions;

public class RaceTests
{
    private const int Requests = 1000;
    private const int Workers = 32;

    [Fact]
    public async Task Swap_WhileRequestsStart_NoneThatStartsLaterIsAllowedAndNoneStaysOpen()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var token = edge.Token("ada");
        var started = 0;
        var swapped = 0;
        var wronglyAllowed = 0;
        var allowed = 0;

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref started) <= Requests)
            {
                // Read before the request is sent: once it is set, Swap has returned.
                var startsAfter = Volatile.Read(ref swapped) == 1;
                try
                {
                    using var response = await edge.SendAsync(HttpMethod.Get, "/hold/race", token);
                    if (response.StatusCode != HttpStatusCode.OK)
                        continue;
                    Interlocked.Increment(ref allowed);
                    if (startsAfter)
                        Interlocked.Increment(ref wronglyAllowed);
                    // Held by the app for ever: only a cut ends it.
                    await response.Content.CopyToAsync(Stream.Null);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    // Cut.
                }
            }
        }

        var work = Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync)).ToArray();
        await Eventually.HoldsAsync(() => Volatile.Read(ref allowed) > 0, "some are open");
        edge.Directory.Deactivate("ada");
        Volatile.Write(ref swapped, 1);

        await Task.WhenAll(work).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        wronglyAllowed.ShouldBe(0);
        allowed.ShouldBeGreaterThan(0);
        await Eventually.HoldsAsync(() => edge.Services.GetRequiredService<OpenRequests>().Count == 0, "the register is empty");
    }

    [Fact]
    public async Task Lease_EndsWhileRequestsStart_NoneThatStartsLaterIsAllowedAndAllAreHeldThenCut()
    {
        await using var edge = await EdgeRig.StartWithAsync("ada");
        var token = edge.Token("ada");
        var started = 0;
        var ended = 0;
        var wronglyAllowed = 0;
        var allowed = 0;

        async Task WorkAsync()
        {
            while (Interlocked.Increment(ref started) <= Requests)
            {
                var startsAfter = Volatile.Read(ref ended) == 1;
                try
                {
                    using var response = await edge.SendAsync(HttpMethod.Get, "/hold/race", token);
                    if (response.StatusCode != HttpStatusCode.OK)
                        continue;
                    Interlocked.Increment(ref allowed);
                    if (startsAfter)
                        Interlocked.Increment(ref wronglyAllowed);
                    await response.Content.CopyToAsync(Stream.Null);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    // Cut.
                }
            }
        }

        var work = Enumerable.Range(0, Workers).Select(_ => Task.Run(WorkAsync)).ToArray();
        await Eventually.HoldsAsync(() => Volatile.Read(ref allowed) > 0, "some are open");
        edge.LeaseClock.Advance(TestDirectory.LeaseLength);
        Volatile.Write(ref ended, 1);

        await Eventually.HoldsAsync(
            () => Task.WhenAll(work).IsCompleted,
            "what is held is cut in the end",
            () =>
            {
                edge.LeaseClock.Advance(TimeSpan.FromSeconds(1));
                edge.Time.Advance(LeaseWatch.LongestPeriod);
            });
        wronglyAllowed.ShouldBe(0);
        await Eventually.HoldsAsync(() => edge.Services.GetRequiredService<OpenRequests>().Count == 0, "the register is empty");
    }

    [Fact]
    public async Task Swap_ManyUsersToAndFro_LeavesExactlyTheAllowedOpen()
    {
        await using var edge = await EdgeRig.StartAsync();
        edge.Directory.Found();
        var users = Enumerable.Range(0, 40).Select(i => $"user-{i}").ToArray();
        foreach (var user in users)
            edge.Directory.AddViewer(user);

        var open = users.Select(user => HoldAsync(edge, user)).ToArray();
        for (var i = 0; i < users.Length; i += 2)
            edge.Directory.Deactivate(users[i]);

        for (var i = 0; i < users.Length; i += 2)
            await open[i].WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => edge.Services.GetRequiredService<OpenRequests>().Count == users.Length / 2, "the others are open");
        edge.Directory.Reload(new Engine.Snapshots.Change.TenantPut(TestDirectory.Acme, Suspended: true));
        await Task.WhenAll(open).WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
    }

    /// <summary>Ends when the request is refused or cut.</summary>
    private static async Task HoldAsync(EdgeRig edge, string user)
    {
        try
        {
            using var response = await edge.SendAsync(HttpMethod.Get, $"/hold/{user}", edge.Token(user));
            await response.Content.CopyToAsync(Stream.Null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // Cut.
        }
    }
}
