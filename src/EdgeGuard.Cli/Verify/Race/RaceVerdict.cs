namespace EdgeGuard.Cli.Verify.Race;

/// <summary>What a racing request was answered.</summary>
internal enum RaceVerdict
{
    Allowed,

    /// <summary>Refused for the reason that the deactivation gives.</summary>
    Deactivated,

    /// <summary>The connection broke: a request that is under way when its user is deactivated is cut off.</summary>
    Cut,

    /// <summary>Refused for another reason.</summary>
    Other,
}
