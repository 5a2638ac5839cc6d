using EdgeGuard.Edge.Configuration;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Sync.LeaseStreams;
using EdgeGuard.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Tests.Configuration;

public sealed class LeaseSettingsTests
{
    private const string Key = "egedge_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Fact]
    public void Defaults_NothingConfigured_AreTheDocumentedOnes() => new EdgeOptions().Lease.HoldLimit.ShouldBe(TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData("host", "http://127.0.0.1:8080", "host-8080")]
    [InlineData("a b/c", "https://*:443", "a-b-c-443")]
    [InlineData("x", "nonsense", "x")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123456789", "http://127.0.0.1:8080", "01234567890123456789012345678901234567890123456789012345678-8080")]
    public void EdgeName_OfMachineAndPort_HasOnlySignsOfNames(string machine, string url, string name) =>
        EdgeName.Of(machine, url).ShouldBe(name);

    [Fact]
    public async Task Start_LeaseConfigured_IsReadFromItsSection()
    {
        await using var rig = await EdgeRig.StartAsync(
            "EdgeGuard:Lease:Scims:0=http://127.0.0.1:1", "EdgeGuard:Lease:Scims:1=https://scim.test", $"EdgeGuard:Lease:Key={Key}", "EdgeGuard:Lease:Name=edge-7",
            "EdgeGuard:Lease:HoldLimit=00:00:05");

        var lease = rig.Services.GetRequiredService<IOptions<LeaseStreamOptions>>().Value;
        lease.Scims.ShouldBe(["http://127.0.0.1:1", "https://scim.test"]);
        (lease.Key, lease.Name).ShouldBe((Key, "edge-7"));
        rig.Services.GetRequiredService<IOptions<EdgeOptions>>().Value.Lease.HoldLimit.ShouldBe(TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// FENCE section 2 step 9: hosts stop their services in reverse, so requests are drained before the lease is given back, and the
    /// last copy has the follower's last state.
    /// </summary>
    [Fact]
    public async Task Fence_9_Stop_DrainsThenLeavesThenStopsFollowingThenWritesTheCopy()
    {
        string[] settings = [.. EdgeRig.LeaseSettings, $"EdgeGuard:EnvironmentKey={TestEnvironment.KeyBase64}", "EdgeGuard:Redis:ConnectionString=127.0.0.1:1"];
        await using var edge = EdgeHost.Build([.. settings.Select(setting => $"--{setting}")]);

        var services = edge.Services.GetServices<IHostedService>().Select(service => service.GetType().Name).Reverse().ToList();

        string[] order = ["GenericWebHostService", "LeaseService", "FollowerService", "DiskCopyService"];
        services.Where(order.Contains).ShouldBe(order);
        services[0].ShouldBe(order[0]);
    }

    [Theory]
    [InlineData("EdgeGuard:Lease:Scims:0=http://scim.test", "EdgeGuard:Lease:Scims:0:")]
    [InlineData("EdgeGuard:Lease:Key=egcall_x", "EdgeGuard:Lease:Key:")]
    [InlineData("EdgeGuard:Lease:Name=a b", "EdgeGuard:Lease:Name:")]
    [InlineData("EdgeGuard:Lease:HoldLimit=-00:00:01", "EdgeGuard:Lease:HoldLimit:")]
    [InlineData("EdgeGuard:Lease:HoldLimit=01:00:00", "EdgeGuard:Lease:HoldLimit:")]
    public async Task Start_LeaseCannotBeUsed_FailsWithItsKey(string setting, string key)
    {
        var thrown = await Should.ThrowAsync<OptionsValidationException>(() => EdgeRig.StartAsync(setting));

        thrown.Failures.ShouldHaveSingleItem().ShouldStartWith(key);
    }
}
