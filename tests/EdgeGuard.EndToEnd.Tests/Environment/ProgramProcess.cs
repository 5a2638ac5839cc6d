using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeGuard.EndToEnd.Tests.Environment;

/// <summary>A program of ours as a child process, with its output kept for messages.</summary>
internal sealed class ProgramProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private ProgramProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, e) => Append(_output, e.Data);
        process.ErrorDataReceived += (_, e) => Append(_errors, e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    public string Output => Read(_output);

    public string Errors => Read(_errors);

    public static ProgramProcess Start(string program, params string[] arguments)
    {
        // A shell starts what runs in its background with interrupts ignored, and every child inherits that: so they are let in again.
        var start = new ProcessStartInfo("env") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add("--default-signal=INT");
        start.ArgumentList.Add(program);
        // Whatever kills this test run takes the child along.
        start.Environment["EdgeGuard__StopWhenInputEnds"] = "true";
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return new ProgramProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end and gives the exit code.</summary>
    public async Task<int> WaitAsync(TimeSpan bound)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(bound);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{string.Join(' ', _process.StartInfo.ArgumentList.Skip(1))} still runs after {bound}.\n{Output}\n{Errors}");
        }

        return _process.ExitCode;
    }

    public void Interrupt() => Signal(_process.Id, 2);

    public void Kill() => Signal(_process.Id, 9);

    public static void Kill(int pid) => Signal(pid, 9);

    /// <summary>Takes a process from the processor until <see cref="Continue"/>.</summary>
    public static void Stop(int pid) => Signal(pid, 19);

    public static void Continue(int pid) => Signal(pid, 18);

    public static bool Exists(int pid) => NativeMethods.Kill(pid, 0) == 0;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            Interrupt();
            try
            {
                await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20));
            }
            catch (TimeoutException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private static void Signal(int pid, int signal) =>
        NativeMethods.Kill(pid, signal).ShouldBe(0, $"signal {signal} to {pid}");

    private static void Append(StringBuilder builder, string? line)
    {
        lock (builder)
            builder.AppendLine(line);
    }

    private static string Read(StringBuilder builder)
    {
        lock (builder)
            return builder.ToString();
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Kill(int pid, int signal);
    }
}
