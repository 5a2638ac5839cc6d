using System.Globalization;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Matching;

/// <summary>Applies changes of roles, global ones and tenants' own, to a builder's tables. Each method answers the broken rule, or null.</summary>
internal sealed class RoleChanges(SnapshotModel model)
{
    private readonly HashSet<RoleTable> _large = [];

    public string? Apply(Change.RolePut put)
    {
        if (StateText.KeyFault(put.Key, "a role's key") is { } keyFault)
            return keyFault;
        if (StateText.ListFault(put.Patterns, "a role's patterns", StateLimits.MaxPattern, min: 0) is { } patternFault)
            return patternFault;
        if (!put.Parents.IsDefault && put.Parents.Length > StateLimits.MaxRoleParents)
            return "a role's parents are more than 64";
        if (StateText.SetFault(put.Parents, "a role's parents", StateLimits.MaxKey) is { } parentFault)
            return parentFault;
        return Replace(put.Scope, put.Key, new RoleModel(put.Scope, put.Key, put.Patterns, put.Parents));
    }

    public string? Apply(Change.RoleRemoved removed) =>
        StateText.NameFault(removed.Key, "a role's key") ?? Replace(removed.Scope, removed.Key, role: null);

    /// <summary>Makes the indexes that would keep a first reader waiting.</summary>
    public void MakeLargeIndexes()
    {
        foreach (var table in _large.Where(table => table.IsLarge))
            _ = table.Index;
    }

    /// <summary>Puts a role, or removes it when <paramref name="role"/> is null.</summary>
    private string? Replace(string? scope, string key, RoleModel? role)
    {
        if (scope is null)
            return "a role's scope is missing";
        var tenant = scope.Length == 0 ? null : model.Tenants.FindByKey(model.Hasher, scope);
        if (tenant is null && scope.Length > 0)
            return "an unknown tenant";

        var table = tenant is null ? model.GlobalRoles : tenant.Roles;
        var old = table?.Find(key);
        if (old is null && role is null)
            return null;
        if (role is not null && LimitFault(table, old, role) is { } limitFault)
            return limitFault;
        if (role is not null && ClosesCircle(table, role))
            return "a role among its own parents";

        table = table?.Own(model.Owner) ?? new RoleTable(model.Owner);
        if (old is not null)
            model.Digest -= RowDigest.Role(model.Hasher, scope, key, old.Patterns.AsSpan(), old.Parents.AsSpan());
        if (role is null)
        {
            table.Remove(key);
        }
        else
        {
            table.Put(role);
            model.Digest += RowDigest.Role(model.Hasher, scope, key, role.Patterns.AsSpan(), role.Parents.AsSpan());
        }

        if (table.IsLarge)
            _large.Add(table);
        if (tenant is null)
            model.ReplaceGlobalRoles(table);
        else
            model.Tenants.Put(tenant with { Roles = table.Count == 0 ? null : table, Stamp = model.NextStamp(), Memo = model.NewMemo() });
        return null;
    }

    private static string? LimitFault(RoleTable? table, RoleModel? old, RoleModel role)
    {
        if (old is null && table?.Count >= StateLimits.MaxRoles)
            return string.Create(CultureInfo.InvariantCulture, $"the roles of one scope are more than {StateLimits.MaxRoles:N0}");
        return (table?.Patterns ?? 0) - (old?.Patterns.Length ?? 0) + role.Patterns.Length > StateLimits.MaxRolePatterns
            ? string.Create(CultureInfo.InvariantCulture, $"the patterns of all roles of one scope are more than {StateLimits.MaxRolePatterns:N0}")
            : null;
    }

    /// <summary>
    /// True when the role would be reached from its own parents within its scope. Only circles through it can be new: those that
    /// it closes with its parents, and those that others' parents close once it hides a global role of its key.
    /// </summary>
    private static bool ClosesCircle(RoleTable? table, RoleModel role)
    {
        if (role.Parents.IsEmpty)
            return false;

        var seen = new HashSet<string>(role.Parents, StringComparer.Ordinal);
        var open = new Stack<string>(role.Parents);
        while (open.TryPop(out var key))
        {
            if (key == role.Key)
                return true;
            foreach (var next in table?.Find(key)?.Parents ?? [])
            {
                if (seen.Add(next))
                    open.Push(next);
            }
        }

        return false;
    }
}
