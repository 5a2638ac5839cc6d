namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>Whose dialect a connection speaks. The numbers are stored.</summary>
internal enum ProfileKind
{
    /// <summary>Anyone's: every leniency at once. What a connection has that is not told another.</summary>
    Any = 0,

    /// <summary>The letter of the RFCs.</summary>
    Generic = 1,

    Entra = 2,

    Okta = 3,

    OneLogin = 4,

    Google = 5,

    Ping = 6,

    JumpCloud = 7,
}
