using EdgeGuard.Testing;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>A running <c>edgeguard dev</c> in a data folder of its own.</summary>
internal sealed class DevEnvironment : IAsyncDisposable
{
    private static readonly TimeSpan StartBound = TimeSpan.FromSeconds(90);

    private DevEnvironment(string folder, ProgramProcess process)
    {
        Folder = folder;
        Process = process;
    }

    public string Folder { get; }

    public ProgramProcess Process { get; }

    public string EndpointsFile => Path.Combine(Folder, "endpoints.json");

    /// <summary>As it is now: a restarted child has another pid.</summary>
    public Endpoints Endpoints => Endpoints.Read(EndpointsFile);

    public static async Task<DevEnvironment> StartAsync(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("edgeguard-e2e-").FullName;
        var environment = new DevEnvironment(folder, ProgramProcess.Start(Programs.EdgeGuard, ["dev", "--data", folder, "--any-ports", .. arguments]));
        try
        {
            await Eventually.TrueAsync(environment.IsReadyAsync, "edgeguard dev is ready", StartBound);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<bool> IsReadyAsync()
    {
        Process.HasExited.ShouldBeFalse(Process.Output + Process.Errors);
        return File.Exists(EndpointsFile) && await EdgeProbe.AllReadyAsync(Endpoints);
    }
}
