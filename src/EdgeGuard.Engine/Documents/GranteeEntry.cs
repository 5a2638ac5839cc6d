using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>Whom a grant is for. Immutable.</summary>
/// <param name="Kind">User, group or role.</param>
/// <param name="Name">Id of the user or group, or key of the role.</param>
/// <param name="Tenant">Key of the user's or group's own tenant; empty for a role.</param>
public sealed record GranteeEntry(HolderKind Kind, string Name, string Tenant);
