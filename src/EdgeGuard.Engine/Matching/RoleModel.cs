using System.Collections.Immutable;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// One role as it was put: its key and patterns. Compared by reference: a role put again is another one. Immutable; the matcher is
/// made at first use by whoever asks first, and published with one write.
/// </summary>
internal sealed class RoleModel(string scope, string key, ImmutableArray<string> patterns)
{
    private PermissionMatcher? _matcher;

    /// <summary>Key of the tenant, or empty for a global role.</summary>
    public string Scope { get; } = scope;

    public string Key { get; } = key;

    public ImmutableArray<string> Patterns { get; } = patterns;

    public PermissionMatcher Matcher => Volatile.Read(ref _matcher) ?? Make();

    private PermissionMatcher Make()
    {
        var made = new PermissionMatcher(Patterns);
        Volatile.Write(ref _matcher, made);
        return made;
    }
}
