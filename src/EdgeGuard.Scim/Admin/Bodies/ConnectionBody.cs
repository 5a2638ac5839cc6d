namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a connection: the key of its tenant, and how its answers stand to the fence (FENCE section 6).</summary>
/// <param name="Tenant">Cannot change.</param>
/// <param name="Fence"><c>strict</c> (default), <c>report</c> or <c>off</c>.</param>
/// <param name="FenceLosses">Whether losing a role or a group is fenced too; not by default.</param>
internal sealed record ConnectionBody(string Tenant, string? Fence = null, bool FenceLosses = false);
