using System.Collections.Frozen;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Documents;

/// <summary>The names behind the hashes of a state: what people call its tenants, users and groups. Immutable; thread-safe.</summary>
public sealed class StateNames
{
    private readonly FrozenDictionary<Hash128, string> _names;

    private StateNames(FrozenDictionary<Hash128, string> names) => _names = names;

    /// <summary>The names of everything in <paramref name="state"/>.</summary>
    public static StateNames Of(StateDocument state, DirectoryHasher hasher)
    {
        var names = new Dictionary<Hash128, string>();
        foreach (var tenant in state.Tenants)
            names[hasher.Tenant(tenant.Key)] = tenant.Key;
        foreach (var user in state.Users)
            names[hasher.Subject(hasher.Tenant(user.Tenant), SubjectKeyKind.Id, user.Id)] = user.Id;
        foreach (var group in state.Groups)
            names[hasher.Group(hasher.Tenant(group.Tenant), group.Id)] = group.DisplayName ?? group.Id;
        return new StateNames(names.ToFrozenDictionary());
    }

    /// <summary>The name behind a hash; null when nothing of the state has it.</summary>
    public string? Find(Hash128 hash) => _names.GetValueOrDefault(hash);
}
