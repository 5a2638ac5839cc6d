using System.Text.Json.Nodes;
using EdgeGuard.EndToEnd.Tests.Environment;

namespace EdgeGuard.EndToEnd.Tests;

/// <summary>The acceptance story, played by the product's own command against the product's own programs.</summary>
public sealed class VerifyTests
{
    [Fact]
    public async Task Verify_FreshEnvironment_EveryStepPasses()
    {
        await using var environment = await DevEnvironment.StartAsync();
        await using var verify = ProgramProcess.Start(Programs.EdgeGuard, "verify", "--endpoints", environment.EndpointsFile, "--json", "--repeat", "5");

        var code = await verify.WaitAsync(TimeSpan.FromMinutes(3));

        code.ShouldBe(0, verify.Output + verify.Errors);
        var steps = JsonNode.Parse(verify.Output)!["steps"]!.AsArray();
        steps.Count.ShouldBeGreaterThanOrEqualTo(10);
        steps.ShouldAllBe(step => step!["result"]!.GetValue<string>() == "PASS", verify.Output);
    }

    [Fact]
    public async Task Verify_NothingRunning_SaysSoAndExitsTwo()
    {
        var folder = Directory.CreateTempSubdirectory("edgeguard-none-").FullName;
        await using var verify = ProgramProcess.Start(Programs.EdgeGuard, "verify", "--data", folder);

        var code = await verify.WaitAsync(TimeSpan.FromSeconds(30));

        code.ShouldBe(2, verify.Output + verify.Errors);
        (verify.Output + verify.Errors).ShouldContain("edgeguard dev");
        Directory.Delete(folder, recursive: true);
    }
}
