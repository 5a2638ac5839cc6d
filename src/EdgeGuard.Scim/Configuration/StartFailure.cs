using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Configuration;

/// <summary>How this host tells that it cannot start; what all hosts share is in <see cref="Shared.StartFaults"/>.</summary>
internal static class StartFailure
{
    /// <summary>Exit code for a configuration that cannot be used (EX_CONFIG of sysexits.h).</summary>
    public const int ExitCode = 78;

    /// <summary>
    /// Keeps the host from telling a failed start as a stack trace before the faults are told. What fails after the start is logged as ever, and
    /// what is no fault of the operator's ends the process unhandled, trace and all.
    /// </summary>
    /// <returns>To be called when the host has started.</returns>
    public static Action SilenceHost(ILoggingBuilder logging)
    {
        var started = false;
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= LogLevel.Error ? Volatile.Read(ref started) : level >= LogLevel.Warning);
        return () => Volatile.Write(ref started, true);
    }

    /// <summary>The faults that only this host knows: its database.</summary>
    public static IReadOnlyList<string> Faults(Exception e) => e switch
    {
        StorageException => [e.Message],
        _ => [],
    };
}
