using System.Text.Json;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Dev;

namespace EdgeGuard.Cli.Tests.Dev;

public sealed class EndpointsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    internal static readonly EndpointsDocument Sample = new()
    {
        Environment = "dev-1",
        Scim = "http://127.0.0.1:8082",
        Lease = "http://127.0.0.1:8084",
        AdminKeyFile = "/data/admin.key",
        Issuer = "http://127.0.0.1:20001",
        App = "http://127.0.0.1:20002",
        AppHttp2 = "http://127.0.0.1:20005",
        Redis = "127.0.0.1:20003",
        Edges = [new EdgeEndpoint("edge-1", "http://127.0.0.1:8080", "http://127.0.0.1:8081", "/data/edge-1.sock", "http://127.0.0.1:20004", "http://127.0.0.1:20006")],
        Processes = [new ProcessEndpoint("scim", 42)],
    };

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var path = _folder.At("endpoints.json");

        EndpointsFile.Write(path, Sample);
        var read = EndpointsFile.Read(path);

        (read with { Edges = Sample.Edges, Processes = Sample.Processes }).ShouldBe(Sample);
        read.Edges.ShouldBe(Sample.Edges);
        read.Processes.ShouldBe(Sample.Processes);
    }

    [Fact]
    public void Write_Always_UsesTheNamesThatOthersRead()
    {
        var path = _folder.At("endpoints.json");

        EndpointsFile.Write(path, Sample);

        using var json = JsonDocument.Parse(File.ReadAllText(path));
        json.RootElement.EnumerateObject().Select(p => p.Name)
            .ShouldBe(["environment", "scim", "lease", "adminKeyFile", "issuer", "app", "appHttp2", "redis", "edges", "processes"]);
        json.RootElement.GetProperty("edges")[0].EnumerateObject().Select(p => p.Name)
            .ShouldBe(["name", "proxy", "grpc", "unixSocket", "health", "http2"]);
        json.RootElement.GetProperty("processes")[0].EnumerateObject().Select(p => p.Name).ShouldBe(["name", "pid"]);
    }

    [Fact]
    public void Write_OverAnOlderOne_LeavesOnlyTheNewFileForItsOwner()
    {
        var path = _folder.At("endpoints.json");

        EndpointsFile.Write(path, Sample with { Environment = "older" });
        EndpointsFile.Write(path, Sample);

        EndpointsFile.Read(path).Environment.ShouldBe("dev-1");
        Directory.GetFiles(_folder.FullPath).ShouldBe([path]);
        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Read_NoFile_AsksWhetherDevRuns() =>
        Should.Throw<CliException>(() => EndpointsFile.Read(_folder.At("none.json"))).Message.ShouldContain("is `edgeguard dev` running?");

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"edges\":1}")]
    public void Read_SomethingElse_SaysWhichFile(string content)
    {
        var path = _folder.At("endpoints.json");
        File.WriteAllText(path, content);

        Should.Throw<CliException>(() => EndpointsFile.Read(path)).Message.ShouldContain(path);
    }

    public void Dispose() => _folder.Dispose();
}
