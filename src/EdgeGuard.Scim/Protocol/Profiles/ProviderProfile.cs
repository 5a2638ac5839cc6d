using static EdgeGuard.Scim.Protocol.Profiles.Leniency;

namespace EdgeGuard.Scim.Protocol.Profiles;

/// <summary>
/// An identity provider's dialect: what is forgiven on its connections alone, and which policies hold there unless the administrator
/// chooses others. Immutable.
/// </summary>
internal sealed record ProviderProfile(ProfileKind Kind, string Name, Leniency Leniency)
{
    private static readonly ProviderProfile[] Profiles =
    [
        new(ProfileKind.Any, "any", Providers),
        new(ProfileKind.Generic, "generic", Strict) { Reassignment = Reassignment.Conflict },
        new(
            ProfileKind.Entra,
            "entra",
            TextBooleans | BareValues | WrappedValues | UnknownAttributes | ForeignSchemas | ForeignPaths | KeyPaths | CreateUnmatched | RemoveListed
            | ShortNames),
        new(ProfileKind.Okta, "okta", EmptyTexts | UnknownAttributes | ForeignSchemas | RepeatedId),
        new(ProfileKind.OneLogin, "onelogin", SingleValues | EmptyTexts | SeveralPrimaries | UnknownAttributes | ForeignSchemas | WithoutCoreSchema),
        new(ProfileKind.Google, "google", UnknownAttributes | ForeignSchemas),
        new(ProfileKind.Ping, "ping", SeveralPrimaries | UnknownAttributes | ForeignSchemas | RemoveListed),
        new(ProfileKind.JumpCloud, "jumpcloud", EmptyTexts | UnknownAttributes | ForeignSchemas | RemoveListed) { GroupNames = GroupNames.Adopt },
    ];

    /// <summary>By the number of their kind.</summary>
    public static IReadOnlyList<ProviderProfile> All => Profiles;

    public Reassignment Reassignment { get; init; }

    public RetiredNames RetiredNames { get; init; }

    public GroupNames GroupNames { get; init; }

    public static ProviderProfile Of(ProfileKind kind) => Profiles[(int)kind];
}
