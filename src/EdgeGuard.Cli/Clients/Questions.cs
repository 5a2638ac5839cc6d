using EdgeGuard.V1;

namespace EdgeGuard.Cli.Clients;

/// <summary>Builds check requests and spells their answers.</summary>
internal static class Questions
{
    private static readonly Dictionary<Reason, string> Codes = CheckReflection.Descriptor.EnumTypes
        .Single(e => string.Equals(e.Name, nameof(Reason), StringComparison.Ordinal)).Values
        .ToDictionary(v => (Reason)v.Number, v => v.Name["REASON_".Length..]);

    public static CheckRequest Permission(string tenant, string externalId, string permission) => new()
    {
        Tenant = tenant,
        Subject = new Subject { Kind = SubjectKind.ExternalId, Value = externalId },
        Permission = permission,
    };

    public static CheckRequest Feature(string tenant, string externalId, string feature) => new()
    {
        Tenant = tenant,
        Subject = new Subject { Kind = SubjectKind.ExternalId, Value = externalId },
        Feature = feature,
    };

    /// <summary>The code as in problem details: <c>USER_INACTIVE</c>.</summary>
    public static string Code(Reason reason) => Codes.GetValueOrDefault(reason, "UNKNOWN_REASON");
}
