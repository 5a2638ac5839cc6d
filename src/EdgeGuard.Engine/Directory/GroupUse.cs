namespace EdgeGuard.Engine.Directory;

/// <summary>What a change of a membership reads and writes of a group: together, so that it meets one cache miss.</summary>
/// <param name="Tenant">Ordinal of the group's tenant.</param>
/// <param name="Members">Users in the group itself.</param>
internal readonly record struct GroupUse(int Tenant, int Members);
