namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>The kinds of change on the wire. Wire numbers: never renumber, never reuse.</summary>
internal enum ChangeKind
{
    TenantPut = 1,
    TenantRemoved = 2,
    RolePut = 3,
    RoleRemoved = 4,
    TenantFeaturePut = 5,
    TenantFeatureRemoved = 6,
    GroupPut = 7,
    GroupRemoved = 8,
    UserPut = 9,
    UserRemoved = 10,
    AliasPut = 11,
    AliasRemoved = 12,

    /// <summary>One group and any number of users that join it: a run of <c>MemberAdded</c>.</summary>
    MembersAdded = 13,

    /// <summary>One group and any number of users that leave it: a run of <c>MemberRemoved</c>.</summary>
    MembersRemoved = 14,

    /// <summary>One user and any number of groups that it joins: a run of <c>MemberAdded</c>.</summary>
    GroupsJoined = 15,

    /// <summary>One user and any number of groups that it leaves: a run of <c>MemberRemoved</c>.</summary>
    GroupsLeft = 16,
    GroupNested = 17,
    GroupUnnested = 18,
    UserAttributesPut = 19,
    UserAttributesRemoved = 20,
    FeaturePut = 21,
    FeatureRemoved = 22,
    PlanPut = 23,
    PlanRemoved = 24,
    FlagPut = 25,
    FlagRemoved = 26,
    PlanAssigned = 27,
    PlanUnassigned = 28,
    RoleAssigned = 29,
    RoleUnassigned = 30,
    PermissionAssigned = 31,
    PermissionUnassigned = 32,
    GrantPut = 33,
    GrantRemoved = 34,
    ResourceParentPut = 35,
    ResourceParentRemoved = 36,
}
