using EdgeGuard.Cli.Commands;

namespace EdgeGuard.Cli.Tests.Commands;

public sealed class ExitCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData(ExitCode.Ok, "--help")]
    [InlineData(ExitCode.Ok, "verify", "--help")]
    [InlineData(ExitCode.Ok, "test", "--help")]
    [InlineData(ExitCode.UsageOrEnvironment, "test")]
    [InlineData(ExitCode.UsageOrEnvironment, "test", ".", "--coverage", "101")]
    [InlineData(ExitCode.UsageOrEnvironment, "nonsense")]
    [InlineData(ExitCode.UsageOrEnvironment, "dev", "--edges", "0")]
    [InlineData(ExitCode.UsageOrEnvironment, "verify", "--repeat", "-1")]
    [InlineData(ExitCode.UsageOrEnvironment, "verify", "--scim", "http://127.0.0.1:1")]
    public async Task Run_Arguments_EndsWithTheCode(int expected, params string[] arguments) =>
        (await EdgeGuardCommand.RunAsync(arguments)).ShouldBe(expected);

    [Fact]
    public async Task Run_VerifyWithoutDev_IsAMatterOfTheEnvironment() =>
        (await EdgeGuardCommand.RunAsync(["verify", "--data", _folder.FullPath])).ShouldBe(ExitCode.UsageOrEnvironment);

    public void Dispose() => _folder.Dispose();
}
