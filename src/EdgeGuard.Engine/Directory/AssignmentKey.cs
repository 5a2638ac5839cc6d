using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Directory;

/// <summary>
/// Names a row among those of one holder, and is their order: by tenant, so that what is given in one tenant lies together, then by
/// role key or pattern. Immutable.
/// </summary>
internal readonly struct AssignmentKey(Hash128 tenant, string name) : IComparable<Change.RoleAssigned>, IComparable<Change.PermissionAssigned>
{
    /// <summary>Where that tenant's rows begin.</summary>
    public static int FirstOf(ReadOnlySpan<Change.RoleAssigned> sorted, Hash128 tenant) => AtLeast(sorted.BinarySearch(new AssignmentKey(tenant, "")));

    /// <summary>Where that tenant's rows begin.</summary>
    public static int FirstOf(ReadOnlySpan<Change.PermissionAssigned> sorted, Hash128 tenant) => AtLeast(sorted.BinarySearch(new AssignmentKey(tenant, "")));

    public int CompareTo(Change.RoleAssigned? other) => other is null ? 1 : Compare(other.Tenant, other.Role);

    public int CompareTo(Change.PermissionAssigned? other) => other is null ? 1 : Compare(other.Tenant, other.Pattern);

    private static int AtLeast(int place) => place < 0 ? ~place : place;

    private int Compare(Hash128 otherTenant, string otherName)
    {
        if (tenant.High != otherTenant.High)
            return tenant.High.CompareTo(otherTenant.High);
        return tenant.Low != otherTenant.Low ? tenant.Low.CompareTo(otherTenant.Low) : string.CompareOrdinal(name, otherName);
    }
}
