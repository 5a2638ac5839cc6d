using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Edge.Sessions;

/// <summary>
/// From whom the changes of one swap may have taken something: users, those asking in some tenants, those whose token names some subject
/// keys, or everyone. May name more than need be, never fewer. A gain concerns nobody, but a put over an older row may take what that
/// row gave, and no change says whether there was one. One thread at a time.
/// </summary>
internal sealed class ChangeReach(DirectoryHasher hasher)
{
    private readonly HashSet<Hash128> _users = [];
    private readonly HashSet<Hash128> _tenants = [];
    private readonly HashSet<Hash128> _subjects = [];
    private bool _everyone;

    /// <summary>Notes whom <paramref name="changes"/> may concern; everyone when it is null.</summary>
    /// <param name="changes">The changes.</param>
    /// <param name="after">The state after them.</param>
    public void Add(IReadOnlyList<Change>? changes, Snapshot after)
    {
        _everyone |= changes is null;
        for (var i = 0; !_everyone && i < changes!.Count; i++) // Not null: then everyone is concerned.
            Add(changes[i], after);
    }

    /// <summary>Adds the requests of all who are concerned to <paramref name="found"/>; a request may come more than once.</summary>
    public void CopyTo(OpenRequests requests, List<OpenRequest> found)
    {
        if (_everyone)
        {
            requests.All(found);
            return;
        }

        // What many changes concern is looked up once: thousands of them may be of one tenant with thousands of requests.
        foreach (var tenant in _tenants)
            requests.OfTenant(tenant, found);
        foreach (var user in _users)
            requests.OfUser(user, found);
        foreach (var subject in _subjects)
            requests.OfSubject(subject, found);
    }

    public void Clear()
    {
        _users.Clear();
        _tenants.Clear();
        _subjects.Clear();
        _everyone = false;
    }

    private void Add(Change change, Snapshot after)
    {
        if (!IsGain(change) && !TryAddUser(change) && !TryAddTenant(change) && !TryAddTree(change, after))
            _everyone = true;
    }

    /// <summary>
    /// Changes that give, or that come after others which took. Groups and features that are removed gave nothing any more: a group's
    /// members and assignments go before it, each by a change of its own, and a feature without its row merely stands in the way of no permission.
    /// </summary>
    private static bool IsGain(Change change) =>
        change is Change.MemberAdded or Change.GroupNested or Change.GroupRemoved or Change.FeatureRemoved;

    /// <summary>What belongs to one user, in whichever tenant it asks.</summary>
    private bool TryAddUser(Change change) => change switch
    {
        Change.UserPut c => Add(_users, c.User),
        Change.UserRemoved c => Add(_users, c.User),
        Change.UserAttributesPut c => Add(_users, c.User),
        Change.UserAttributesRemoved c => Add(_users, c.User),
        Change.MemberRemoved c => Add(_users, c.User),
        Change.AliasPut c => Add(_subjects, c.Alias),
        Change.AliasRemoved c => Add(_subjects, c.Alias),
        Change.PermissionAssigned c => Add(_users, c.User),
        Change.PermissionUnassigned c => Add(_users, c.User),
        Change.RoleAssigned { Holder.Kind: HolderKind.User } c => Add(_users, c.Holder.Hash),
        Change.RoleUnassigned { Holder.Kind: HolderKind.User } c => Add(_users, c.Holder.Hash),
        Change.PlanAssigned { Holder.Kind: HolderKind.User } c => Add(_users, c.Holder.Hash),
        Change.PlanUnassigned { Holder.Kind: HolderKind.User } c => Add(_users, c.Holder.Hash),
        Change.GrantPut { Grantee.Kind: HolderKind.User } c => Add(_users, c.Grantee.Hash),
        Change.GrantRemoved { Grantee.Kind: HolderKind.User } c => Add(_users, c.Grantee.Hash),
        _ => false,
    };

    /// <summary>What counts in one tenant alone and not in those below it.</summary>
    private bool TryAddTenant(Change change) => change switch
    {
        Change.TenantRemoved c => Add(_tenants, hasher.Tenant(c.Key)),
        Change.TenantFeaturePut c => Add(_tenants, c.Tenant),
        Change.TenantFeatureRemoved c => Add(_tenants, c.Tenant),
        Change.GroupPut c => Add(_tenants, c.Tenant),
        Change.GrantPut c => Add(_tenants, c.Tenant),
        Change.GrantRemoved c => Add(_tenants, c.Tenant),
        Change.ResourceParentPut c => Add(_tenants, c.Tenant),
        Change.ResourceParentRemoved c => Add(_tenants, c.Tenant),
        _ => false,
    };

    /// <summary>
    /// What may be inherited by the tenants below one. Where there are none it is that tenant's alone; else it concerns everyone, since requests are
    /// found by the tenant that they ask in. The state afterwards tells: a tenant that lay below before has been moved by a change of its own.
    /// </summary>
    private bool TryAddTree(Change change, Snapshot after)
    {
        Hash128? tenant = change switch
        {
            Change.TenantPut c => hasher.Tenant(c.Key),
            Change.RolePut { Scope.Length: > 0 } c => hasher.Tenant(c.Scope),
            Change.RoleRemoved { Scope.Length: > 0 } c => hasher.Tenant(c.Scope),
            Change.RoleAssigned c => c.Tenant,
            Change.RoleUnassigned c => c.Tenant,
            Change.PlanAssigned { Holder.Kind: HolderKind.Tenant } c => c.Holder.Hash,
            Change.PlanUnassigned { Holder.Kind: HolderKind.Tenant } c => c.Holder.Hash,
            _ => null,
        };
        return tenant is { } top && !after.HasTenantsBelow(top) && Add(_tenants, top);
    }

    private static bool Add(HashSet<Hash128> set, Hash128 hash)
    {
        set.Add(hash);
        return true;
    }
}
