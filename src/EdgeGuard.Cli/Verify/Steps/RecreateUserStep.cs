using System.Net;
using EdgeGuard.Cli.Clients;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>The same person again is a new user: another id, none of the old rights, none of the old tokens.</summary>
internal sealed class RecreateUserStep : IVerifyStep
{
    public string Id => "S5.6b";

    public string Title => "POST again: a new user without old rights or tokens";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var before = context.User.Id;
        var reply = await context.Connection.CreateUserAsync(context.User, cancellationToken);
        Expect.That(!string.Equals(context.User.Id, before, StringComparison.Ordinal), "the new user has the old id");
        var fresh = await context.NewTokenAsync(context.User.ExternalId, cancellationToken);
        var enforcement = await context.Propagation.UntilAsync(
            reply.Received,
            [
                Expectations.MayNotRead(context.Tenant, context.User, fresh, Reason.MissingPermission),
                new Expectation
                {
                    Check = Questions.Permission(context.Tenant, context.User.ExternalId, Permissions.Read),
                    Reason = Reason.MissingPermission,
                    Proxy = new ProxyExpectation(HttpMethod.Get, "documents", context.Token, HttpStatusCode.Unauthorized, "SESSION_REVOKED"),
                },
            ],
            cancellationToken);
        return new StepOutcome("new id; MISSING_PERMISSION; old token 401", enforcement);
    }
}
