using EdgeGuard.Edge.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;

namespace EdgeGuard.Edge.Tests.Proxy;

public class ActivityTimeoutsTests
{
    [Fact]
    public async Task Cluster_WithoutATimeout_OutlivesTheHoldLimitAndOneWithKeepsIts()
    {
        await using var edge = await EdgeRig.StartAsync("EdgeGuard:Lease:HoldLimit=00:05:00", "ReverseProxy:Clusters:http2:HttpRequest:ActivityTimeout=00:00:07");

        var clusters = edge.Services.GetRequiredService<IProxyStateLookup>().GetClusters().ToDictionary(cluster => cluster.ClusterId);

        clusters["app"].Model.Config.HttpRequest!.ActivityTimeout.ShouldBe(TimeSpan.FromSeconds(400));
        clusters["http2"].Model.Config.HttpRequest!.ActivityTimeout.ShouldBe(TimeSpan.FromSeconds(7));
        clusters["http2"].Model.Config.HttpRequest!.Version.ShouldBe(new Version(2, 0));
    }
}
