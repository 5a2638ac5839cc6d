namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Moving from one group to another changes what the token that the user holds already may do.</summary>
internal sealed class RoleChangeStep : IVerifyStep
{
    public string Id => "S3.1";

    public string Title => "viewer to admin: the old token may delete";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var (_, id) = await context.Connection.CreateGroupAsync("SaaS-admin", [], cancellationToken);
        context.AdminGroup = id;
        await context.Connection.RemoveMemberAsync(context.ViewerGroup, context.User, cancellationToken);
        var added = await context.Connection.AddMemberAsync(context.AdminGroup, context.User, cancellationToken);
        var enforcement = await context.Propagation.UntilAsync(
            added.Received,
            [Expectations.MayDelete(context.Tenant, context.User, context.Token), Expectations.MayRead(context.Tenant, context.User, context.Token)],
            cancellationToken);
        return new StepOutcome($"DELETE /documents/1 passes on {context.AllEdges}", enforcement);
    }
}
