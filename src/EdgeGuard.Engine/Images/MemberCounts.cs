namespace EdgeGuard.Engine.Images;

/// <summary>How many users groups and tenants have, by ordinal. One thread at a time.</summary>
internal sealed class MemberCounts
{
    /// <summary>Members of groups.</summary>
    public uint[] Groups { get; private set; } = [];

    /// <summary>Users of tenants.</summary>
    public uint[] Tenants { get; private set; } = [];

    /// <summary>Makes room.</summary>
    public void Grow(int groups, int tenants)
    {
        if (Groups.Length == groups && Tenants.Length == tenants)
            return;
        (Groups, Tenants) = (new uint[groups], new uint[tenants]);
    }
}
