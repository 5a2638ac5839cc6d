namespace EdgeGuard.Cli.Verify.Race;

/// <summary>What a racing request was answered.</summary>
internal enum RaceVerdict
{
    Allowed,

    /// <summary>Refused for the reason that the deactivation gives.</summary>
    Deactivated,

    /// <summary>Refused for another reason.</summary>
    Other,
}
