using Microsoft.Extensions.Options;

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
        catch (Exception e) when (Faults(e) is { Length: > 0 } faults)
        {
            foreach (var fault in faults)
                await Console.Error.WriteLineAsync($"configuration: {fault}");
            return BadConfiguration;
        }
    }

    /// <summary>Every fault in <paramref name="exception"/>; none when it is not about the configuration.</summary>
    private static string[] Faults(Exception exception) => exception switch
    {
        OptionsValidationException options => [.. options.Failures],
        AggregateException aggregate when aggregate.InnerExceptions.All(static inner => inner is OptionsValidationException) =>
            [.. aggregate.InnerExceptions.SelectMany(Faults)],
        // How YARP wraps what its validators find.
        InvalidOperationException { InnerException: AggregateException routes } => [.. routes.Flatten().InnerExceptions.Select(static e => e.Message)],
        _ => [],
    };
}
