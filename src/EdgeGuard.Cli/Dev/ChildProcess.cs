using System.Diagnostics;

namespace EdgeGuard.Cli.Dev;

/// <summary>
/// One run of a child. Its standard input is a pipe from us that it watches: when we end, however we end, it reads the end of the
/// pipe and stops. Closing the pipe is also how we stop it.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Puts the child into a session of its own, so that Ctrl-C in the terminal reaches us alone and we stop the children in order.</summary>
    private const string SetSid = "/usr/bin/setsid";

    private static readonly string[] ForeignPrefixes = ["EdgeGuard__", "ReverseProxy__", "Kestrel__", "ASPNETCORE_", "DOTNET_URLS"];

    private readonly Process _process;
    private readonly ChildSpec _spec;
    private readonly Task _output;

    private ChildProcess(Process process, ChildSpec spec, LogFile log)
    {
        _process = process;
        _spec = spec;
        Pid = process.Id;
        _output = Task.WhenAll(
            CopyAsync(process.StandardOutput.BaseStream, log),
            CopyAsync(process.StandardError.BaseStream, log));
        Ended = WaitAsync();
    }

    public int Pid { get; }

    /// <summary>Completes with the exit code once the process has ended and its output is written.</summary>
    public Task<int> Ended { get; }

    public static ChildProcess Start(ChildSpec spec, LogFile log)
    {
        DeleteSocket(spec);
        var start = new ProcessStartInfo
        {
            FileName = File.Exists(SetSid) ? SetSid : spec.FileName,
            WorkingDirectory = Path.GetDirectoryName(spec.FileName) ?? "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (start.FileName == SetSid)
            start.ArgumentList.Add(spec.FileName);
        foreach (var argument in spec.Arguments)
            start.ArgumentList.Add(argument);

        // Settings of the caller's shell that are meant for another deployment must not reach the children.
        foreach (var name in start.Environment.Keys.Where(n => ForeignPrefixes.Any(p => n.StartsWith(p, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in spec.Environment)
            start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        process.Start();
        return new ChildProcess(process, spec, log);
    }

    /// <summary>Asks the child to stop by ending its input; kills it when it has not within <paramref name="grace"/>.</summary>
    /// <returns>False when it had to be killed.</returns>
    public async Task<bool> StopAsync(TimeSpan grace, TimeProvider time)
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The child is gone already; Ended says so.
        }

        try
        {
            await Ended.WaitAsync(grace, time);
            return true;
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
            await Ended;
            return false;
        }
    }

    public void Dispose() => _process.Dispose();

    private static void DeleteSocket(ChildSpec spec)
    {
        if (spec.SocketPath is { } path)
            File.Delete(path);
    }

    private static async Task CopyAsync(Stream from, LogFile to)
    {
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await from.ReadAsync(buffer)) > 0)
            to.Write(buffer.AsSpan(0, count));
    }

    private async Task<int> WaitAsync()
    {
        await _process.WaitForExitAsync();
        await _output;
        DeleteSocket(_spec);
        return _process.ExitCode;
    }
}
