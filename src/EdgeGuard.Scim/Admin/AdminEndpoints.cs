using EdgeGuard.Scim.Enforcement;

namespace EdgeGuard.Scim.Admin;

/// <summary>The admin API: PUT by client key, problem details for refusals, the log's version in every answer (DESIGN section 9).</summary>
internal static class AdminEndpoints
{
    public const string Prefix = "/admin";

    public static IEndpointConventionBuilder MapAdminApi(this IEndpointRouteBuilder endpoints)
    {
        var admin = endpoints.MapGroup(Prefix + "/v1").WithFencedAnswers(() => AdminProblems.Unconfirmed);
        TenantEndpoints.Map(admin);
        RoleEndpoints.Map(admin);
        FeatureEndpoints.Map(admin);
        ConnectionEndpoints.Map(admin);
        CredentialEndpoints.Map(admin);
        RuleEndpoints.Map(admin);
        EdgeEndpoints.Map(admin);
        EdgeKeyEndpoints.Map(admin);
        FleetEndpoints.Map(admin);
        return admin;
    }
}
