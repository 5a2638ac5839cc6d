namespace EdgeGuard.Scim.Storage;

/// <summary>What a tombstone stands for. The numbers are stored: never renumber.</summary>
internal enum TombstoneKind
{
    Tenant = 1,
    User = 2,
}
