using System.Net;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Reactivation does not bring back old tokens: only one issued after the deactivation counts.</summary>
internal sealed class ReactivateStep : IVerifyStep
{
    public string Id => "S5.5";

    public string Title => "active=true: old token SESSION_REVOKED, a new one allowed";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var reply = await context.Connection.SetActiveAsync(context.User, active: true, cancellationToken);
        var old = new ProxyExpectation(HttpMethod.Get, "documents", context.Token, HttpStatusCode.Unauthorized, "SESSION_REVOKED");
        var fresh = await context.NewTokenAsync(context.User.ExternalId, cancellationToken);
        var enforcement = await context.Propagation.UntilAsync(
            reply.Received,
            [
                Expectations.MayReadByCheck(context.Tenant, context.User) with { Proxy = old },
                Expectations.MayRead(context.Tenant, context.User, fresh),
            ],
            cancellationToken);
        context.Token = fresh;
        return new StepOutcome($"{context.AllEdges}: old token 401, new token 200", enforcement);
    }
}
