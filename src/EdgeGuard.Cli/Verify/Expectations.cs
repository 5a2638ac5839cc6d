using System.Net;
using EdgeGuard.Cli.Clients;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify;

/// <summary>The expectations of which the steps are made: about reading (GET /documents) and deleting (DELETE /documents/1).</summary>
internal static class Expectations
{
    public static Expectation MayRead(string tenant, StoryUser user, string token) => new()
    {
        Check = Questions.Permission(tenant, user.ExternalId, Permissions.Read),
        Proxy = new ProxyExpectation(HttpMethod.Get, "documents", token, HttpStatusCode.OK),
    };

    public static Expectation MayNotRead(string tenant, StoryUser user, string token, Reason reason) => new()
    {
        Check = Questions.Permission(tenant, user.ExternalId, Permissions.Read),
        Reason = reason,
        Proxy = new ProxyExpectation(HttpMethod.Get, "documents", token, HttpStatusCode.Forbidden, Questions.Code(reason)),
    };

    public static Expectation MayDelete(string tenant, StoryUser user, string token) => new()
    {
        Check = Questions.Permission(tenant, user.ExternalId, Permissions.Delete),
        Proxy = new ProxyExpectation(HttpMethod.Delete, "documents/1", token, HttpStatusCode.OK),
    };

    public static Expectation MayNotDelete(string tenant, StoryUser user, string token, Reason reason) => new()
    {
        Check = Questions.Permission(tenant, user.ExternalId, Permissions.Delete),
        Reason = reason,
        Proxy = new ProxyExpectation(HttpMethod.Delete, "documents/1", token, HttpStatusCode.Forbidden, Questions.Code(reason)),
    };

    /// <summary>Over gRPC alone, for a user who has no fresh token.</summary>
    public static Expectation MayReadByCheck(string tenant, StoryUser user) => new() { Check = Questions.Permission(tenant, user.ExternalId, Permissions.Read) };
}
