namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>What a POST of a group means whose name another group of the connection has. The numbers are stored.</summary>
internal enum GroupNames
{
    /// <summary>A second group of that name.</summary>
    Separate = 0,

    /// <summary>That group is taken over (J1): it becomes what the POST says, members included, under the id that it has.</summary>
    Adopt = 1,
}
