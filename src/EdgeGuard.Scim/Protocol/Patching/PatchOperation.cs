using System.Text.Json;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>One operation as sent. Without a value, <see cref="Value"/> is of kind Undefined. It lives as long as the request's document.</summary>
internal sealed record PatchOperation(PatchKind Kind, string? Path, JsonElement Value);
