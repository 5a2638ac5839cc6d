using System.Net;
using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>Three ways in which providers write a profile; none touches another user or this one's rights.</summary>
internal sealed class ProfileUpdateStep : IVerifyStep
{
    public string Id => "S2.1";

    public string Title => "profile: PATCH path, PATCH path-less with \"True\", PUT";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var scim = context.Connection;
        var path = $"Users/{context.User.Id}";
        var bystander = context.Neighbour;
        await scim.CreateUserAsync(bystander, cancellationToken);
        var before = await VersionAsync(scim, bystander, cancellationToken);

        await scim.PatchAsync(path, "replace", "name.familyName", "Patched", cancellationToken);
        await ShowsAsync(scim, path, "Patched", cancellationToken);
        await scim.PatchAsync(path, "Replace", target: null, new JsonObject { ["name.familyName"] = "Pathless", ["active"] = "True" }, cancellationToken);
        await ShowsAsync(scim, path, "Pathless", cancellationToken);
        var put = Expect.Status(await scim.PutAsync(path, context.User.Resource("Put"), cancellationToken), HttpStatusCode.OK, "PUT");
        await ShowsAsync(scim, path, "Put", cancellationToken);

        Expect.Equal(await VersionAsync(scim, bystander, cancellationToken), before, "version of an unrelated user");
        var enforcement = await context.Propagation.UntilAsync(
            put.Received, [Expectations.MayRead(context.Tenant, context.User, context.Token)], cancellationToken);
        return new StepOutcome("GET shows each; rights and the other user are untouched", enforcement);
    }

    private static async Task ShowsAsync(ScimConnection scim, string path, string familyName, CancellationToken cancellationToken)
    {
        var user = Expect.Status(await scim.GetAsync(path, cancellationToken), HttpStatusCode.OK, "GET");
        Expect.Equal(user.Text("name", "familyName"), familyName, "name.familyName");
        Expect.Equal(user.Text("active"), "true", "active");
    }

    private static async Task<string> VersionAsync(ScimConnection scim, StoryUser user, CancellationToken cancellationToken)
    {
        var reply = Expect.Status(await scim.GetAsync($"Users/{user.Id}", cancellationToken), HttpStatusCode.OK, "GET of an unrelated user");
        return Expect.Present(reply.Text("meta", "version"), "meta.version");
    }
}
