using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Configuration;

/// <summary>The program itself, started with settings it cannot use: it ends by telling what to mend, and nothing else.</summary>
public sealed class StartFaultTests
{
    [Theory]
    [InlineData("EdgeGuard__AllowPlaintext=yes", "EdgeGuard:AllowPlaintext: 'yes' is not true or false.")]
    [InlineData("EdgeGuard__StopWhenInputEnds=ja", "EdgeGuard:StopWhenInputEnds: 'ja' is not true or false.")]
    [InlineData("EdgeGuard__Log__BeatEvery=fast", "EdgeGuard:Log:BeatEvery: 'fast' is not a time span as in 00:01:00.")]
    [InlineData("EdgeGuard__AllowPlaintext=yes EdgeGuard__Log__TailEntries=x", "EdgeGuard:AllowPlaintext: 'yes' is not true or false.", "EdgeGuard:Log:TailEntries: 'x' is not an integer.")]
    [InlineData("EdgeGuard__Scim__Url=http://127.0.0.1:0/scim", "EdgeGuard:Scim:Url: http://127.0.0.1:0/scim must not have a path; EdgeGuard:Scim:PublicUrl may.")]
    [InlineData("EdgeGuard__Scim__Url=https://127.0.0.1;http://0.0.0.0:0", "EdgeGuard:Scim:Url: must be one URL.")]
    [InlineData("EdgeGuard__Scim__Url=ftp://127.0.0.1", "EdgeGuard:Scim:Url: ftp://127.0.0.1 is neither http nor https.")]
    [InlineData("EdgeGuard__Scim__Url=http://127.0.0.1:99999", "EdgeGuard:Scim:Url: http://127.0.0.1:99999 has no valid port.")]
    [InlineData("EdgeGuard__Scim__Url=https://127.0.0.1:0", "EdgeGuard:Scim:Url: https needs a certificate; name one in Kestrel:Certificates:Default:Path (with KeyPath or Password).")]
    [InlineData("EdgeGuard__Lease__Url=https://127.0.0.1:0", "EdgeGuard:Lease:Url: https needs a certificate; name one in Kestrel:Certificates:Default:Path (with KeyPath or Password).")]
    [InlineData("EdgeGuard__Lease__Url=http://10.1.2.3:0", "EdgeGuard:Lease:Url: http://10.1.2.3:0 would listen without TLS beyond this machine. Use https, a loopback address, or set EdgeGuard:AllowPlaintext=true.")]
    [InlineData("EdgeGuard__Lease__MaxStaleness=00:00:01", "EdgeGuard:Lease:MaxStaleness: must be 00:00:02 to 00:01:00.")]
    [InlineData("EdgeGuard__Lease__PeerKey=short", "EdgeGuard:Lease:PeerKey: must be egpeer_ and at least 43 further characters, 256 in all at most, without blanks, of ASCII only.")]
    [InlineData("EdgeGuard__Lease__AdvertisedUrl=http://x/y", "EdgeGuard:Lease:AdvertisedUrl: must be an absolute http or https URL without path, query and fragment.")]
    [InlineData("Kestrel__Endpoints__Other__Url=http://0.0.0.0:0", "Kestrel:Endpoints: not supported; say where to listen in EdgeGuard:Scim:Url.")]
    [InlineData("EdgeGuard__Redis__ConnectionString=", "EdgeGuard:Redis:ConnectionString is required (also as ConnectionStringFile).")]
    [InlineData("EdgeGuard__Admin__KEYFILE=/nowhere", "EdgeGuard:Admin:KEYFILE: EdgeGuard:Admin:KEY has a value too; give one of them.")]
    public async Task Start_SettingsThatCannotBeUsed_TellsOneLineEach(string settings, params string[] faults)
    {
        var (exitCode, output, errors) = await RunAsync(settings.Split(' '));

        errors.ShouldBe(faults, output);
        exitCode.ShouldBe(78);
        output.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Start_PortInUse_TellsOneLine()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var url = $"http://{other.LocalEndpoint}";

        var (exitCode, output, errors) = await RunAsync($"EdgeGuard__Scim__Url={url}");

        errors.ShouldBe([$"EdgeGuard:Scim:Url: cannot listen on {other.LocalEndpoint}: Address already in use."], output);
        exitCode.ShouldBe(78);
        output.ShouldNotContain("   at ");
    }

    private static async Task<(int ExitCode, string Output, string[] Errors)> RunAsync(params string[] settings)
    {
        using var folder = new TestFolder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "edgeguard-scim"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            Environment =
            {
                ["EdgeGuard__EnvironmentKey"] = Convert.ToBase64String(new byte[32]),
                ["EdgeGuard__Admin__Key"] = ScimServer.AdminKey,
                ["EdgeGuard__Scim__Url"] = "http://127.0.0.1:0",
                ["EdgeGuard__Lease__Url"] = "http://127.0.0.1:0",
                ["EdgeGuard__Storage__SqlitePath"] = folder.File("edgeguard.db"),
                ["EdgeGuard__Redis__ConnectionString"] = "127.0.0.1:1",
                ["HOME"] = folder.File("home"), // No developer's certificate.
            },
        };
        foreach (var setting in settings)
            start.Environment[setting[..setting.IndexOf('=', StringComparison.Ordinal)]] = setting[(setting.IndexOf('=', StringComparison.Ordinal) + 1)..];

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
