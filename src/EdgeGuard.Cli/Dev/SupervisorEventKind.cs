namespace EdgeGuard.Cli.Dev;

/// <summary>What can happen to a child.</summary>
internal enum SupervisorEventKind
{
    /// <summary>A process was started.</summary>
    Started,

    /// <summary>A restarted child is ready again.</summary>
    Ready,

    /// <summary>A restarted child did not become ready; it is still watched.</summary>
    NotReady,

    /// <summary>A child ended without having been asked to.</summary>
    Died,

    /// <summary>A child that was asked to stop did not, and was killed.</summary>
    Killed,
}
