namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>What a version of the log did to the one subject that the model follows.</summary>
internal enum Operation
{
    Create,
    Other,
    Deactivate,
    Reactivate,
    BeginEpoch,
}
