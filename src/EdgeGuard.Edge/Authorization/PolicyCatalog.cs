using System.Collections.Frozen;
using EdgeGuard.Edge.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Edge.Authorization;

/// <summary>The compiled policies by name. Built once at the start; immutable; thread-safe.</summary>
internal sealed class PolicyCatalog(IOptions<EdgeOptions> options)
{
    /// <summary>The name by which YARP routes ask for any authenticated user.</summary>
    public const string Default = "default";

    /// <summary>The name by which YARP routes are opened to everyone.</summary>
    public const string Anonymous = "anonymous";

    private readonly FrozenDictionary<string, CompiledPolicy> _policies = options.Value.Policies.ToFrozenDictionary(
        pair => pair.Key, pair => new CompiledPolicy(pair.Key, pair.Value), StringComparer.OrdinalIgnoreCase);

    /// <summary>True for names that mean something of their own on a route.</summary>
    public static bool IsReserved(string name) =>
        string.Equals(name, Default, StringComparison.OrdinalIgnoreCase) || string.Equals(name, Anonymous, StringComparison.OrdinalIgnoreCase);

    /// <summary>The policy of that name; null when none is configured.</summary>
    public CompiledPolicy? Find(string name) => _policies.GetValueOrDefault(name);
}
