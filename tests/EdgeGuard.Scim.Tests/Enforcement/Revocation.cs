namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>What is taken away in a <see cref="FenceScene"/>.</summary>
public enum Revocation
{
    None,
    Deactivation,
    Deletion,
    Suspension,
    Removal,
    Loss,
}
