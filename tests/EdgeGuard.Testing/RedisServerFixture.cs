using System.Diagnostics;
using System.Globalization;

namespace EdgeGuard.Testing;

/// <summary>A real <c>redis-server</c> as a child process, without persistence. A machine without one fails the tests.</summary>
public sealed class RedisServerFixture : RedisCompatibleServer
{
    // The shell kills the server when its standard input ends, so that no server outlives a test run that was killed itself.
    private const string Guarded = "redis-server \"$@\" & echo $!; read -r line; kill -9 $!; wait";

    private Process? _shell;

    /// <summary>Starts a server.</summary>
    public RedisServerFixture() => StartOnFreePort();

    /// <summary>The server's process id, while it runs.</summary>
    public int ProcessId { get; private set; }

    /// <inheritdoc/>
    public override void Kill()
    {
        if (_shell is not { } shell)
            return;
        _shell = null;
        shell.StandardInput.Close();
        shell.WaitForExit();
        shell.Dispose();
    }

    /// <inheritdoc/>
    protected override void Start(int port)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "-c", Guarded, "redis-server", "--port", $"{port}", "--bind", "127.0.0.1", "--save", string.Empty, "--appendonly", "no",
                "--dir", Path.GetTempPath(), "--logfile", string.Empty,
            },
        };
        _shell = Process.Start(start)!;
        var output = _shell.StandardOutput;
        ProcessId = int.Parse(output.ReadLine()!, CultureInfo.InvariantCulture);
        while (output.ReadLine() is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                // From here on the output only has to be taken away, so that the pipe never fills.
                _ = output.ReadToEndAsync();
                return;
            }

            if (line.Contains("Failed listening", StringComparison.Ordinal))
                break;
        }

        Kill();
        throw new IOException($"redis-server did not start on port {port}.");
    }
}
