namespace EdgeGuard.Scim.Protocol.Rendering;

/// <summary>A member of a group or a group of a user: the id and the name to show.</summary>
internal readonly record struct ResourceReference(string Id, string? Display);
