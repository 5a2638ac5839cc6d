namespace EdgeGuard.Engine.Snapshots;

/// <summary>How many rows refer to a tenant.</summary>
internal readonly record struct TenantUse(int Users, int Groups);
