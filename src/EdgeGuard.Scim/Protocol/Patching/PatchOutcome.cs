using EdgeGuard.Scim.Protocol.Resources;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>The resource after a PATCH. Unless it <see cref="Changed"/> by value, nothing is to be written and lastModified stays (M9).</summary>
internal sealed record PatchOutcome(ScimResource Resource, bool Changed);
