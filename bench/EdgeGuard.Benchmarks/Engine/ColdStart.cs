using System.Diagnostics;
using System.Globalization;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.DiskCopies;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>E6: a fresh process reads the disk copy until the state is ready.</summary>
internal static class ColdStart
{
    private const int Starts = 5;

    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static void Run(TargetReport report, Directory directory)
    {
        report.Part($"{directory.Users:N0} users from the disk copy, in a fresh process");
        var keys = EnvironmentKeys.FromSecret(Secret);
        var path = Path.Combine(Path.GetTempPath(), $"edgeguard-cold-{Environment.ProcessId}");
        try
        {
            var state = new Directory(directory.Users, distinct: true, keys.Hasher).Build();
            var start = Stopwatch.GetTimestamp();
            using (var file = File.Create(path))
                new DiskCopyCodec(keys).Write(file, state, default, CancellationToken.None);
            var written = Stopwatch.GetElapsedTime(start);
            var times = Enumerable.Range(0, Starts).Select(_ => Start(path)).ToArray();
            report.Line("E6 ready from the disk copy", Interleaved.Median(times), directory.Users >= 10_000_000 ? 4000 : 600, "ms", $"{new FileInfo(path).Length / 1e6:F0} MB, written in {written.TotalSeconds:F1} s");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Arguments: the number of users (1,000,000 if not given).</summary>
    public static int Run(ReadOnlySpan<string> arguments)
    {
        var users = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1_000_000;
        Run(new TargetReport(), new Directory(users, distinct: true));
        return 0;
    }

    /// <summary>What the fresh process does: prints how many milliseconds it took.</summary>
    public static int Read(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var file = DiskCopyFile.Open(path);
        var fault = new DiskCopyCodec(EnvironmentKeys.FromSecret(Secret)).Read(file, out var state, out _);
        var time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (state is null)
            throw new InvalidOperationException($"The copy cannot be read: {fault}.");
        Console.WriteLine(FormattableString.Invariant($"{time} {state.UserCount}"));
        return 0;
    }

    private static double Start(string path)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cold", path]) { RedirectStandardOutput = true })!; // Not null: it is a file of our own.
        var line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
