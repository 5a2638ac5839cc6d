namespace EdgeGuard.Sync.Leases.Granting;

/// <summary>The three things that a scim can say to a <see cref="FenceRequest"/>.</summary>
public enum ConfirmationState
{
    /// <summary>Some edge has not reported yet.</summary>
    Waiting,

    /// <summary>No lease that this incarnation granted allows on a state below the version.</summary>
    Confirmed,

    /// <summary>The request names another incarnation, another epoch or another history: no confirmation, the asker waits its time.</summary>
    NotMe,
}
