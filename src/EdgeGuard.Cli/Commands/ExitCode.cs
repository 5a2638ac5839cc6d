namespace EdgeGuard.Cli.Commands;

/// <summary>What a run of <c>edgeguard</c> tells its caller; stable.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>A verification or test ran and at least one step or case failed (or a time or coverage that was asked for was missed).</summary>
    public const int VerificationFailed = 1;

    /// <summary>The command line was wrong, or something around it was: a program not found, a service not reachable.</summary>
    public const int UsageOrEnvironment = 2;
}
