namespace EdgeGuard.Engine.Snapshots;

/// <summary>What kind of thing holds a right. Wire numbers: never renumber.</summary>
public enum HolderKind : byte
{
    /// <summary>Nothing: refused.</summary>
    None = 0,
    Tenant = 1,
    User = 2,
    Group = 3,
    Role = 4,
}
