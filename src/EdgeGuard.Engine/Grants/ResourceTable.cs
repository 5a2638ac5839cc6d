using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Grants;

/// <summary>
/// The resources that rows speak of, where they lie, and the grants on them. Persistent. A grant is found from its resource and its
/// grantee in one look-up, so that a check does not depend on how many users and groups a resource is shared with.
/// </summary>
/// <remarks>About 250 bytes for a resource with one grant, beside its name.</remarks>
internal sealed class ResourceTable
{
    private static readonly HolderKind[] Kinds = [HolderKind.User, HolderKind.Group, HolderKind.Role];

    private readonly Hash128 _key;
    private readonly long _owner;
    private PagedArray<ResourceSet?> _byTenant;
    private PagedArray<ResourceRow?> _rows;
    private OrdinalPool _ordinals;
    private readonly GrantTable _grants;
    private Heights _heights;
    private string _type = "";

    /// <summary>An empty table.</summary>
    /// <param name="key">Key of the hashes that it looks names up by.</param>
    public ResourceTable(Hash128 key)
        : this(key, OwnerTokens.Shared, new(5), new(5), new(), new(), new())
    {
    }

    private ResourceTable(
        Hash128 key, long owner, PagedArray<ResourceSet?> byTenant, PagedArray<ResourceRow?> rows, OrdinalPool ordinals, GrantTable grants,
        Heights heights)
    {
        _key = key;
        _owner = owner;
        _byTenant = byTenant;
        _rows = rows;
        _ordinals = ordinals;
        _grants = grants;
        _heights = heights;
    }

    public int Count => _ordinals.Count;

    public ResourceTable Thaw(long owner) =>
        new(_key, owner, _byTenant.Thaw(owner), _rows.Thaw(owner), _ordinals.Thaw(owner), _grants.Thaw(owner), _heights.Thaw(owner)) { _type = _type };

    /// <summary>The resource of a valid name; null when no row speaks of it.</summary>
    public ResourceRow? Find(int tenant, ResourceName name) => Find(tenant, ResourceKey.Of(_key, name), name);

    /// <summary>The resource that one lies in; null for none. At most <see cref="StateLimits.MaxResourceDepth"/> steps lead to the outermost.</summary>
    public ResourceRow? ParentOf(ResourceRow row) => row.Parent == ResourceRow.None ? null : _rows[row.Parent];

    /// <summary>Resources that one lies in.</summary>
    public int DepthOf(ResourceRow row)
    {
        var depth = 0;
        for (var above = ParentOf(row); above is not null; above = ParentOf(above))
            depth++;
        return depth;
    }

    /// <summary>Levels of resources that lie in one; 0 when none does.</summary>
    public int HeightOf(ResourceRow row) => _heights.Of(row.Ordinal);

    /// <summary>What one user, or the members of one group, are granted on a resource; null for nothing.</summary>
    public GrantList? ListOf(ResourceRow row, HolderKind kind, int holder) =>
        row.Of(kind).Count > 0 && _grants.Find(ResourceKey.OfHolder(row.Ordinal, kind, holder)) is >= 0 and var list ? _grants.At(list) : null;

    /// <summary>What the holders of one role are granted on a resource; null for nothing.</summary>
    public GrantList? ListOf(ResourceRow row, string role) =>
        row.Roles.Count > 0 && Find(ResourceKey.OfRole(_key, row.Ordinal, role), row.Ordinal, Grantee.RoleOf(role)) is >= 0 and var list ? _grants.At(list) : null;

    /// <summary>The list at an ordinal that a chain or a list names; null past the end of the chain.</summary>
    public GrantList? ListAt(int ordinal) => ordinal == GrantList.None ? null : _grants.At(ordinal);

    /// <summary>What the same grantee as that of <paramref name="like"/> is granted; null for nothing.</summary>
    public GrantList? ListLike(GrantList like) => Find(KeyOf(like), like.Resource, like.Grantee) is >= 0 and var list ? _grants.At(list) : null;

    /// <summary>Every grant on the resource itself, as it was put: users', then groups', then roles'.</summary>
    public IEnumerable<Change.GrantPut> GrantsOn(ResourceRow row, Hash128 tenant)
    {
        foreach (var kind in Kinds)
        {
            for (var list = ListAt(row.Of(kind).First); list is not null; list = ListAt(list.Next))
            {
                foreach (var grant in list.Grants)
                    yield return new Change.GrantPut(tenant, row.Name, list.Grantee, grant.Permission, grant.Period);
            }
        }
    }

    /// <summary>
    /// A tenant's resources after the one of that key (all after the default one), in the order of their keys, which is the same
    /// wherever and however the table was built.
    /// </summary>
    public IEnumerable<ResourceRow> InTenant(int tenant, Hash128 after = default) =>
        _byTenant[tenant]?.After(after).Select(ordinal => _rows[ordinal]!) ?? []; // Not null: sets hold ordinals in use.

    /// <summary>The resource of a valid name, new when no row speaks of it.</summary>
    public ResourceRow FindOrAdd(int tenant, ResourceName name)
    {
        var key = ResourceKey.Of(_key, name);
        if (Find(tenant, key, name) is { } known)
            return known;

        // Resources that are put together are mostly of one type; each brings its own copy of that text.
        if (string.Equals(_type, name.Type, StringComparison.Ordinal))
            name = name with { Type = _type };
        _type = name.Type;
        var row = new ResourceRow(_ordinals.Take(), tenant, name, key);
        ref var set = ref _byTenant.Own(tenant);
        set = set?.Own(_owner) ?? new ResourceSet(_owner);
        set.Add(key, row.Ordinal);
        _rows.Own(row.Ordinal) = row;
        return row;
    }

    /// <summary>Lets the resource lie in another one of its tenant, or in none.</summary>
    public void Place(ResourceRow row, ResourceRow? parent)
    {
        var (from, to) = (row.Parent, parent?.Ordinal ?? ResourceRow.None);
        Raise(to, -1, HeightOf(row));
        Raise(from, HeightOf(row), -1);
        Put(row with { Parent = to });
        if (from != ResourceRow.None)
            Put(At(from));
    }

    /// <summary>Puts what a grantee is granted; a list without grants is taken out.</summary>
    public void PutList(GrantList list)
    {
        var key = KeyOf(list);
        var ordinal = Find(key, list.Resource, list.Grantee);
        if (ordinal < 0)
            Link(key, list);
        else if (list.Grants.IsEmpty)
            Unlink(key, ordinal);
        else
            _grants.Replace(ordinal, list);
    }

    private void Raise(int ordinal, int before, int after) => _heights.Raise(ordinal, before, after, above => At(above).Parent);

    private ResourceRow At(int ordinal) => _rows[ordinal]!; // Not null: ordinals in use come from rows that are in.

    private Hash128 KeyOf(GrantList list) => list.Grantee.Kind == HolderKind.Role
        ? ResourceKey.OfRole(_key, list.Resource, list.Grantee.Role)
        : ResourceKey.OfHolder(list.Resource, list.Grantee.Kind, list.Holder);

    // What is found by a hash is compared although two of one hash are never seen: what a grant lets through should not hang on that.
    private int Find(Hash128 key, int resource, Grantee grantee) =>
        _grants.Find(key) is >= 0 and var ordinal && _grants.At(ordinal) is var list && list.Resource == resource && list.Grantee == grantee ? ordinal : GrantList.None;

    private ResourceRow? Find(int tenant, Hash128 key, ResourceName name) =>
        _byTenant[tenant]?.Find(key) is >= 0 and var ordinal && _rows[ordinal] is { } row && row.Name == name ? row : null;

    /// <summary>Replaces a row, or takes it out when nothing speaks of it any more.</summary>
    private void Put(ResourceRow row)
    {
        if (!row.IsEmpty || HeightOf(row) > 0)
        {
            _rows.Own(row.Ordinal) = row;
            return;
        }

        ref var set = ref _byTenant.Own(row.Tenant);
        set = set?.Own(_owner);
        set?.Remove(row.Key);
        if (set is { Count: 0 })
            set = null;
        _rows.Own(row.Ordinal) = null;
        _ordinals.Return(row.Ordinal);
    }

    private void Link(Hash128 key, GrantList list)
    {
        var row = At(list.Resource);
        var chain = row.Of(list.Grantee.Kind);
        var ordinal = _grants.Add(key, list with { Next = chain.First, Previous = GrantList.None });
        if (chain.First != GrantList.None)
            _grants.Replace(chain.First, _grants.At(chain.First) with { Previous = ordinal });
        Put(row.With(list.Grantee.Kind, new GrantChain(ordinal, chain.Count + 1)));
    }

    private void Unlink(Hash128 key, int ordinal)
    {
        var list = _grants.At(ordinal);
        var row = At(list.Resource);
        var chain = row.Of(list.Grantee.Kind);
        if (list.Next != GrantList.None)
            _grants.Replace(list.Next, _grants.At(list.Next) with { Previous = list.Previous });
        if (list.Previous != GrantList.None)
            _grants.Replace(list.Previous, _grants.At(list.Previous) with { Next = list.Next });
        _grants.Remove(key, ordinal);
        var first = list.Previous == GrantList.None ? list.Next : chain.First;
        Put(row.With(list.Grantee.Kind, new GrantChain(first, chain.Count - 1)));
    }
}
