namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a connection: the key of its tenant.</summary>
internal sealed record ConnectionBody(string Tenant);
