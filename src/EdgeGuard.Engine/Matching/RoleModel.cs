using System.Collections.Immutable;

namespace EdgeGuard.Engine.Matching;

/// <summary>One role as it was put. Immutable.</summary>
/// <param name="Scope">Key of the tenant, or empty for a global role.</param>
/// <param name="Key">Key of the role.</param>
/// <param name="Patterns">What it permits (SEMANTICS section 7.2).</param>
/// <param name="Parents">Keys of the roles that its holders hold as well.</param>
internal sealed record RoleModel(string Scope, string Key, ImmutableArray<string> Patterns, ImmutableArray<string> Parents);
