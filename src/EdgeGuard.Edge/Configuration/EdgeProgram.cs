using EdgeGuard.Shared;

namespace EdgeGuard.Edge.Configuration;

/// <summary>Runs the edge; tells faults of its configuration line by line instead of as a stack trace.</summary>
internal static class EdgeProgram
{
    /// <summary>Exit code for a configuration that cannot be used (EX_CONFIG of sysexits.h).</summary>
    public const int BadConfiguration = 78;

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = EdgeHost.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception e) when (StartFaults.Of(e, RouteFaults) is { Count: > 0 } faults)
        {
            foreach (var fault in faults)
                await Console.Error.WriteLineAsync($"configuration: {fault}");
            return BadConfiguration;
        }
    }

    /// <summary>What YARP's validators find, in the way in which YARP wraps it.</summary>
    private static IReadOnlyList<string> RouteFaults(Exception exception) =>
        exception is InvalidOperationException { InnerException: AggregateException routes }
            ? [.. routes.Flatten().InnerExceptions.Select(static e => e.Message)]
            : [];
}
