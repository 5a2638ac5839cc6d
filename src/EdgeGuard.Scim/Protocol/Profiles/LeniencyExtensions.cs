namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>Asks a <see cref="Leniency"/>.</summary>
internal static class LeniencyExtensions
{
    public static bool Grants(this Leniency granted, Leniency wanted) => (granted & wanted) == wanted;
}
