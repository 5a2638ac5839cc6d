using System.Collections.Immutable;

namespace EdgeGuard.Engine.Documents;

/// <summary>
/// A catalog and a directory in the words of people (DESIGN section 9): what a state document says, read by <see cref="StateDocumentReader"/>
/// and written by <see cref="StateDocumentWriter"/>. Where a tenant, user, group or role is named, it is by its key or id, not by a hash.
/// Immutable; thread-safe.
/// </summary>
public sealed record StateDocument
{
    /// <summary>Nothing at all.</summary>
    public static StateDocument Empty { get; } = new();

    public ImmutableArray<TenantEntry> Tenants { get; init; } = [];

    public ImmutableArray<RoleEntry> Roles { get; init; } = [];

    public ImmutableArray<FeatureEntry> Features { get; init; } = [];

    public ImmutableArray<PlanEntry> Plans { get; init; } = [];

    public ImmutableArray<FlagEntry> Flags { get; init; } = [];

    public ImmutableArray<GroupEntry> Groups { get; init; } = [];

    public ImmutableArray<UserEntry> Users { get; init; } = [];

    public ImmutableArray<ResourceEntry> Resources { get; init; } = [];

    public ImmutableArray<GrantEntry> Grants { get; init; } = [];

    /// <summary>
    /// This state with <paramref name="changes"/> put over it: an entry replaces the one of the same key as a whole, others are added.
    /// Nothing is removed.
    /// </summary>
    public StateDocument With(StateDocument changes) => new()
    {
        Tenants = Over(Tenants, changes.Tenants, t => t.Key),
        Roles = Over(Roles, changes.Roles, r => (r.Tenant, r.Key)),
        Features = Over(Features, changes.Features, f => f.Key),
        Plans = Over(Plans, changes.Plans, p => p.Key),
        Flags = Over(Flags, changes.Flags, f => f.Feature),
        Groups = Over(Groups, changes.Groups, g => (g.Tenant, g.Id)),
        Users = Over(Users, changes.Users, u => (u.Tenant, u.Id)),
        Resources = Over(Resources, changes.Resources, r => (r.Tenant, r.Resource)),
        Grants = Over(Grants, changes.Grants, g => g.Identity),
    };

    private static ImmutableArray<T> Over<T, TKey>(ImmutableArray<T> entries, ImmutableArray<T> changes, Func<T, TKey> key)
        where TKey : notnull
    {
        if (changes.IsEmpty)
            return entries;
        var latest = changes.ToDictionary(key);
        var kept = entries.Select(entry => latest.Remove(key(entry), out var change) ? change : entry).ToList();
        return [.. kept, .. changes.Where(change => latest.ContainsKey(key(change)))];
    }
}
