using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeGuard.Edge.Configuration;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Testing;

namespace EdgeGuard.Edge.Tests.Configuration;

/// <summary>The program as an operator starts it: faults on standard error by their keys, and exit code 78.</summary>
public sealed class StartFaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-start-");

    [Theory]
    [InlineData("EdgeGuard:AllowPlaintext=maybe", "EdgeGuard:AllowPlaintext")]
    [InlineData("EdgeGuard:StopWhenInputEnds=maybe", "EdgeGuard:StopWhenInputEnds")]
    [InlineData("EdgeGuard:Issuers:main:SubjectKey=shoe", "EdgeGuard:Issuers:main:SubjectKey")]
    [InlineData("EdgeGuard:EnvironmentKeyFile=/nowhere/key", "EdgeGuard:EnvironmentKeyFile")]
    [InlineData("EdgeGuard:Proxy:Url=https://127.0.0.1:0", "EdgeGuard:Proxy:Url: https needs a certificate")]
    [InlineData("EdgeGuard:Health:Url=https://127.0.0.1:0", "EdgeGuard:Health:Url: https needs a certificate")]
    [InlineData("EdgeGuard:Decisions:Url=http://192.0.2.1:8081", "EdgeGuard:Decisions:Url")]
    [InlineData("EdgeGuard:Lease:Key=", "EdgeGuard:Lease:Key: missing")]
    [InlineData("EdgeGuard:Lease:Scims:0=scim", "EdgeGuard:Lease:Scims:0: 'scim' is not a URL")]
    [InlineData("EdgeGuard:Lease:KeyFile=/nowhere/key", "EdgeGuard:Lease:KeyFile: EdgeGuard:Lease:Key has a value too")]
    [InlineData("EdgeGuard:DiskCopy:Path=/nowhere/copy", "EdgeGuard:DiskCopy:Path: the directory of /nowhere/copy does not exist")]
    [InlineData("ReverseProxy:Routes:one:AuthorizationPolicy=typo", "'typo' not found for route 'one'")]
    public async Task Start_Fault_IsToldByItsKeyWithoutAStackTrace(string setting, string fault)
    {
        // A secret that is given itself would hide the fault of its file.
        string[] secret = setting.StartsWith("EdgeGuard:EnvironmentKeyFile", StringComparison.Ordinal) ? [] : [Secret];

        await ShouldFailAsync(fault, [.. secret, "EdgeGuard:AllowPlaintext=true", setting]);
    }

    [Fact]
    public async Task Start_SecretFileThatOthersMayRead_IsToldByItsKey()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var path = Path.Combine(_folder.FullName, "key");
        await File.WriteAllTextAsync(path, TestEnvironment.KeyBase64, TestContext.Current.CancellationToken);
#pragma warning disable CA1416 // Skipped on Windows above.
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.GroupRead);
#pragma warning restore CA1416

        await ShouldFailAsync($"EdgeGuard:EnvironmentKeyFile: {path}", $"EdgeGuard:EnvironmentKeyFile={path}");
    }

    [Theory]
    [InlineData("EdgeGuard:Proxy:Url", "127.0.0.1")]
    [InlineData("EdgeGuard:Decisions:Url", "127.0.0.1")]
    [InlineData("EdgeGuard:Health:Url", "localhost")]
    public async Task Start_PortInUse_IsToldByItsKey(string key, string host)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();

        await ShouldFailAsync($"{key}: cannot listen on", Secret, $"{key}=http://{host}:{((IPEndPoint)taken.LocalEndPoint!).Port}");
    }

    [Fact]
    public async Task Start_UnixSocketInUse_IsToldByItsKey()
    {
        var path = Path.Combine(_folder.FullName, "taken.sock");
        using var taken = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        taken.Bind(new UnixDomainSocketEndPoint(path));
        taken.Listen();

        await ShouldFailAsync("EdgeGuard:Decisions:UnixSocket: cannot listen on", Secret, $"EdgeGuard:Decisions:UnixSocket={path}");
    }

    [Fact]
    public async Task Start_FaultsOfSeveralParts_AreToldTogether()
    {
        var error = await ShouldFailAsync(
            "EdgeGuard:AllowPlaintext", Secret, "EdgeGuard:AllowPlaintext=maybe", "EdgeGuard:TokenCache:MaxEntries=1", "EdgeGuard:Redis:ConnectionString=");

        error.ShouldContain("EdgeGuard:TokenCache:MaxEntries");
        error.ShouldContain("ConnectionString");
    }

    [Fact]
    public async Task Start_SettingsThatAreNotJson_AreToldByTheirFile()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "appsettings.json"), "{ \"EdgeGuard\": ", TestContext.Current.CancellationToken);

        await ShouldFailAsync("appsettings.json", Secret);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Secret => $"EdgeGuard:EnvironmentKey={TestEnvironment.KeyBase64}";

    private async Task<string> ShouldFailAsync(string fault, params string[] settings)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "edgeguard-edge"))
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        string[] own =
        [
            "EdgeGuard:Redis:ConnectionString=127.0.0.1:1",
            .. EdgeRig.LeaseSettings,
            "EdgeGuard:Proxy:Url=http://127.0.0.1:0", "EdgeGuard:Decisions:Url=http://127.0.0.1:0", "EdgeGuard:Health:Url=http://127.0.0.1:0",
            .. EdgeRig.Route("one", "/one", "default"),
            "ReverseProxy:Clusters:app:Destinations:one:Address=http://127.0.0.1:1",
        ];
        foreach (var setting in own.Concat(settings))
            start.ArgumentList.Add($"--{setting}");

        using var process = Process.Start(start)!;
        // An edge that starts in spite of the fault is stopped, and fails the test by its exit code.
        using var limit = new Timer(static process => ((Process)process!).Kill(), process, EdgeRig.Limit, Timeout.InfiniteTimeSpan);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        error.ShouldContain(fault);
        process.ExitCode.ShouldBe(EdgeProgram.BadConfiguration);
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldAllBe(line => line.StartsWith("configuration: "));
        (await output).ShouldNotContain("Hosting failed to start");
        return error;
    }
}
