using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Hosting;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Scim.Tests.Publishing;

/// <summary>A commit of the service arrives at a follower, over a real Redis.</summary>
public sealed class PublishingTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Commit_OverRedis_ReachesAFollowerAndDecides()
    {
        var environment = redis.NewEnvironment();
        await using var server = await ScimServer.StartAsync(null, ("Redis:ConnectionString", redis.ConnectionString), ("Environment", environment));
        using var scim = await server.ConnectAsync();
        using var follower = await FollowAsync(server, environment);
        var state = follower.Services.GetRequiredService<SnapshotState>();
        await server.Admin.PutAsync("roles/viewer", """{"permissions":["documents.read"]}""");
        await server.Admin.PutAsync("rules/convention", """{"connection":"okta-1","pattern":"SaaS-{role}"}""");
        var user = await scim.AddUserAsync("ann");
        var hasher = server.Services.GetRequiredService<EnvironmentKeys>().Hasher;
        var tenant = hasher.Tenant("acme");
        var ann = new SubjectClaim(tenant, hasher.Subject(tenant, SubjectKeyKind.ExternalId, "x-ann"), SubjectClaim.NoToken);

        var reasons = new List<Reason> { await DecideAsync() };
        await scim.AddGroupAsync("SaaS-viewer", user);
        reasons.Add(await DecideAsync());
        await scim.PatchAsync("Users/" + user, """{"op":"replace","path":"active","value":false}""");
        reasons.Add(await DecideAsync());
        await scim.DeleteAsync("Users/" + user);
        reasons.Add(await DecideAsync());

        reasons.ShouldBe([Reason.MissingPermission, Reason.None, Reason.UserInactive, Reason.UnknownSubject]);
        await follower.StopAsync(TestContext.Current.CancellationToken);

        async Task<Reason> DecideAsync()
        {
            var head = await new StoredLog(server).HeadAsync();
            await Eventually.TrueAsync(() => state.Current?.Version == head.Version, $"version {head.Version} at the follower");
            state.Current!.Digest.ShouldBe(head.Digest);
            return state.Current.Check(ann, Question.Permission("documents.read"), now: 0).Reason;
        }
    }

    private async Task<IHost> FollowAsync(ScimServer server, string environment)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddFakeLogging();
        builder.Services.AddMetrics();
        builder.Services.AddSingleton(server.Services.GetRequiredService<EnvironmentKeys>());
        builder.Services.AddEdgeGuardFollower(options =>
        {
            options.ConnectionString = redis.ConnectionString;
            options.Environment = environment;
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }
}
