namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a tenant.</summary>
internal sealed record TenantBody(bool Suspended);
