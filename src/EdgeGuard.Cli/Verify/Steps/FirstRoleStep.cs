using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Membership of a group that a rule maps gives the role's permissions, and no others.</summary>
internal sealed class FirstRoleStep : IVerifyStep
{
    public string Id => "S1.3";

    public string Title => "group SaaS-viewer: may read, may not delete";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var (reply, id) = await context.Connection.CreateGroupAsync("SaaS-viewer", [context.User], cancellationToken);
        context.ViewerGroup = id;
        var enforcement = await context.Propagation.UntilAsync(
            reply.Received,
            [
                Expectations.MayRead(context.Tenant, context.User, context.Token),
                Expectations.MayNotDelete(context.Tenant, context.User, context.Token, Reason.MissingPermission),
            ],
            cancellationToken);
        return new StepOutcome($"{context.AllEdges} allow documents.read, deny documents.delete", enforcement);
    }
}
