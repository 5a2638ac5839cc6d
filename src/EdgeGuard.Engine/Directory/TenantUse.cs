namespace EdgeGuard.Engine.Directory;

/// <summary>How many rows refer to a tenant, beside those that are kept with it.</summary>
/// <param name="Users">Users of it.</param>
/// <param name="Groups">Groups of it.</param>
/// <param name="Assignments">Roles and permissions given in it.</param>
/// <param name="Grants">Grants in it, and places of its resources.</param>
internal readonly record struct TenantUse(int Users, int Groups, int Assignments, int Grants)
{
    public static TenantUse operator +(TenantUse left, TenantUse right) => new(
        left.Users + right.Users, left.Groups + right.Groups, left.Assignments + right.Assignments, left.Grants + right.Grants);
}
