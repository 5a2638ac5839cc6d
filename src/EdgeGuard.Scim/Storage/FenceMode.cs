namespace EdgeGuard.Scim.Storage;

/// <summary>How the answers to a connection stand to the fence (FENCE section 6). The numbers are stored: never renumber.</summary>
internal enum FenceMode
{
    /// <summary>No answer reveals a revocation before no edge allows any more what it forbids.</summary>
    Strict = 0,

    /// <summary>Answered at once, marked as pending; the fence goes on behind the answer.</summary>
    Report = 1,

    /// <summary>Answered at once.</summary>
    Off = 2,
}
