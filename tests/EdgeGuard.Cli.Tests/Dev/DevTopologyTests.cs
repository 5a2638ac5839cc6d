using EdgeGuard.Cli.Commands;
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

        plan.Services.Append(plan.Edges).Select(stage => string.Join(' ', stage.Select(child => child.Name)))
            .ShouldBe(["garnet", "test-issuer scim demo-app", "edge-1 edge-2 edge-3"]);
    }

    [Fact]
    public void Plan_RedisGiven_StartsNoneAndShowsNoPassword()
    {
        var plan = Plan(new DevOptions { Redis = "redis.example:6379,password=hunter2" });

        Children(plan).ShouldNotContain(child => child.Name == "garnet");
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
            plan.Endpoints.Scim, plan.Endpoints.Lease ?? "", plan.Endpoints.Issuer, plan.Endpoints.App, plan.Endpoints.AppHttp2 ?? "", $"http://{plan.Endpoints.Redis}",
            .. edges.SelectMany(e => new[] { e.Proxy, e.Grpc, e.Health ?? "", e.Http2 ?? "" }),
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

        Children(plan).ShouldAllBe(child => child.Environment["EdgeGuard__StopWhenInputEnds"] == "true");
    }

    [Fact]
    public void Plan_Always_LeadsEachEdgeToTheLeaseListenerUnderItsNameWithItsKey()
    {
        var plan = Plan(new DevOptions());

        foreach (var edge in plan.Edges)
        {
            edge.Environment["EdgeGuard__Lease__Scims__0"].ShouldBe(plan.Endpoints.Lease);
            edge.Environment["EdgeGuard__Lease__Name"].ShouldBe(edge.Name);
        }

        Child(plan, "scim").Environment["EdgeGuard__Lease__Url"].ShouldBe(plan.Endpoints.Lease);
        plan.Edges.Select(edge => edge.Environment["EdgeGuard__Lease__KeyFile"]).ShouldBeUnique();
        plan.Edges.Select(edge => edge.Environment["EdgeGuard__DiskCopy__Path"]).ShouldBeUnique();
    }

    [Theory]
    [InlineData(1, "00:00:01", true)]
    [InlineData(2, "00:00:02", false)]
    public void Plan_LeaseGiven_SaysThatItIsATestOnlyWhenItIsShort(int seconds, string expected, bool saysSo)
    {
        var scim = Child(Plan(new DevOptions { Lease = TimeSpan.FromSeconds(seconds) }), "scim").Environment;

        scim["EdgeGuard__Lease__MaxStaleness"].ShouldBe(expected);
        scim.ContainsKey("EdgeGuard__Lease__AllowShort").ShouldBe(saysSo);
    }

    [Fact]
    public void Plan_SettingsGiven_ReachTheChildTheyNameAloneAndWin()
    {
        var plan = Plan(new DevOptions
        {
            Settings = [ChildSetting.Parse("edge-2:EdgeGuard:Lease:Name=west"), ChildSetting.Parse("scim:EdgeGuard__Lease__Url=http://127.0.0.1:30000")],
        });

        plan.Edges.Select(edge => edge.Environment["EdgeGuard__Lease__Name"]).ShouldBe(["edge-1", "west", "edge-3"]);
        plan.Endpoints.Lease.ShouldBe("http://127.0.0.1:30000");
        Child(plan, "edge-1").Environment["EdgeGuard__Lease__Scims__0"].ShouldBe("http://127.0.0.1:30000");
    }

    [Fact]
    public void Plan_SettingForNobody_IsRefusedWithTheNamesThatThereAre() =>
        Should.Throw<CliException>(() => Plan(new DevOptions { Settings = [new ChildSetting("edge-9", "A", "b")] })).Message.ShouldContain("edge-3");

    [Theory]
    [InlineData("edge-1")]
    [InlineData("edge-1=x")]
    [InlineData(":KEY=x")]
    [InlineData("edge-1:=x")]
    public void Setting_OfAnotherForm_SaysWhatIsExpected(string text) =>
        Should.Throw<CliException>(() => ChildSetting.Parse(text)).Message.ShouldContain("CHILD:KEY=VALUE");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("EDGEGUARD_EDGE", null);
        Environment.SetEnvironmentVariable("EDGEGUARD_SCIM", null);
        _folder.Dispose();
    }

    private static IEnumerable<ChildSpec> Children(DevTopology plan) => plan.Services.SelectMany(stage => stage).Concat(plan.Edges);

    private static ChildSpec Child(DevTopology plan, string name) => Children(plan).Single(child => child.Name == name);

    private static IEnumerable<string> AllText(DevTopology plan) =>
        Children(plan).SelectMany(child => child.Arguments.Concat(child.Environment.Values));

    private DevTopology Plan(DevOptions options)
    {
        var folder = DataFolder.Open(_folder.At("data"));
        return DevTopology.Plan(options, folder, DevSecrets.Ensure(folder), new PortAllocator(new Random(7)));
    }
}
