namespace EdgeGuard.Cli.Commands;

/// <summary>What a run of <c>edgeguard</c> tells its caller; stable.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A verification ran and at least one step failed (or, under <c>--strict</c>, a time was missed).</summary>
    public const int VerificationFailed = 1;

    /// <summary>The command line was wrong, or something around it was: a program not found, a service not reachable.</summary>
    public const int UsageOrEnvironment = 2;
}
