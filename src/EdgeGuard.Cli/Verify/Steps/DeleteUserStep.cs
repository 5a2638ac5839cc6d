using System.Net;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Deletion: gone for the provider and for every edge.</summary>
internal sealed class DeleteUserStep : IVerifyStep
{
    public string Id => "S5.6";

    public string Title => "DELETE: UNKNOWN_SUBJECT everywhere, GET 404";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var path = $"Users/{context.User.Id}";
        var reply = Expect.Status(await context.Connection.DeleteAsync(path, cancellationToken), HttpStatusCode.NoContent, "DELETE");
        var enforcement = await context.Propagation.UntilAsync(
            reply.Received, [Expectations.MayNotRead(context.Tenant, context.User, context.Token, Reason.UnknownSubject)], cancellationToken);
        Expect.Status(await context.Connection.GetAsync(path, cancellationToken), HttpStatusCode.NotFound, "GET after DELETE");
        return new StepOutcome($"403 on {context.AllEdges}; GET 404", enforcement);
    }
}
