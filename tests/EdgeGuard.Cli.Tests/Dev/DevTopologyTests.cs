using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

/// <summary>Nothing is started: a plan only names programs, and any file will do for one.</summary>
public sealed class DevTopologyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DevTopologyTests()
    {
        Environment.SetEnvironmentVariable("EDGEGUARD_EDGE", "/bin/cat");
        Environment.SetEnvironmentVariable("EDGEGUARD_SCIM", "/bin/cat");
    }

    [Fact]
    public void Plan_ThreeEdges_StartsRedisThenServicesThenEdges()
    {
        var plan = Plan(new DevOptions());

        plan.Stages.Select(stage => string.Join(' ', stage.Select(child => child.Name)))
            .ShouldBe(["garnet", "test-issuer scim demo-app", "edge-1 edge-2 edge-3"]);
    }

    [Fact]
    public void Plan_RedisGiven_StartsNoneAndShowsNoPassword()
    {
        var plan = Plan(new DevOptions { Redis = "redis.example:6379,password=hunter2" });

        plan.Stages.SelectMany(stage => stage).ShouldNotContain(child => child.Name == "garnet");
        plan.Endpoints.Redis.ShouldBe("redis.example:6379");
        AllText(plan).ShouldNotContain(text => text.Contains("hunter2"));
    }

    [Fact]
    public void Plan_Always_GivesEveryListenerItsOwnPort()
    {
        var plan = Plan(new DevOptions { AnyPorts = true, Edges = 5 });

        var edges = plan.Endpoints.Edges;
        string[] addresses =
        [
            plan.Endpoints.Scim, plan.Endpoints.Issuer, plan.Endpoints.App, $"http://{plan.Endpoints.Redis}",
            .. edges.SelectMany(e => new[] { e.Proxy, e.Grpc, e.Health ?? "" }),
        ];
        addresses.ShouldBeUnique();
        addresses.ShouldAllBe(a => new Uri(a).IsLoopback && new Uri(a).Port >= PortAllocator.First);
        edges.Select(e => e.UnixSocket).ShouldBeUnique();
    }

    [Fact]
    public void Plan_Always_GivesChildrenPathsOfSecretsNeverSecrets()
    {
        var plan = Plan(new DevOptions());

        foreach (var name in (string[])["environment.key", "admin.key"])
        {
            var secret = File.ReadAllText(_folder.At($"data/{name}")).Trim();
            AllText(plan).ShouldNotContain(text => text.Contains(secret));
        }

        plan.Stages.SelectMany(stage => stage).ShouldAllBe(child => child.Environment["EdgeGuard__StopWhenInputEnds"] == "true");
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("EDGEGUARD_EDGE", null);
        Environment.SetEnvironmentVariable("EDGEGUARD_SCIM", null);
        _folder.Dispose();
    }

    private static IEnumerable<string> AllText(DevTopology plan) =>
        plan.Stages.SelectMany(stage => stage).SelectMany(child => child.Arguments.Concat(child.Environment.Values));

    private DevTopology Plan(DevOptions options)
    {
        var folder = DataFolder.Open(_folder.At("data"));
        return DevTopology.Plan(options, folder, DevSecrets.Ensure(folder), new PortAllocator(new Random(7)));
    }
}
