using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>A known, active user, seen from a tenant at an instant, with what the question says of it.</summary>
internal sealed record Subject(Rows Rows, Change.UserPut User, Hash128 Tenant, Ask Ask, Tally? Tally)
{
    public long Now => Ask.Now;

    /// <summary>Whether what is given at a tenant counts in the tenant that is asked about.</summary>
    public bool IsReachedFrom(Hash128 tenant, bool inherit) =>
        tenant == Tenant || (inherit && Tree.Above(Rows, Tenant).Contains(tenant));

    /// <summary>What rules read under a name (SEMANTICS section 6); null when it is missing.</summary>
    public Value? Attribute(string name) => Ask.Attributes.Find(name, Rows.Find<Change.UserAttributesPut>(User.User)?.Attributes);

    /// <summary>Tells a test what was met on the way, and gives <paramref name="met"/> back.</summary>
    public bool Met(bool met, string thing)
    {
        if (met)
            Tally?.Count(thing);
        return met;
    }
}
