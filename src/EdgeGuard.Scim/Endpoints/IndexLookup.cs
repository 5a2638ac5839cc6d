namespace EdgeGuard.Scim.Endpoints;

/// <summary>An equality that an index answers: the attribute's canonical path and the value.</summary>
internal readonly record struct IndexLookup(string Path, string Value);
