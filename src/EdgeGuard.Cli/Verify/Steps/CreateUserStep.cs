using System.Net;
using System.Text.Json.Nodes;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>A new user: created once, refused twice, found whatever the letters' case.</summary>
internal sealed class CreateUserStep : IVerifyStep
{
    public string Id => "S1.1";

    public string Title => "create a user; the same again conflicts; filter finds one";

    public async Task<StepOutcome> RunAsync(VerifyContext context, CancellationToken cancellationToken)
    {
        var user = context.User;
        context.Token = await context.NewTokenAsync(user.ExternalId, cancellationToken);
        var created = await context.Connection.CreateUserAsync(user, cancellationToken);

        // The edges are asked at once, before anything else is sent: this is the time that the next step shows.
        context.FirstSight = await context.Propagation.UntilAsync(
            created.Received, [Expectations.MayNotRead(context.Tenant, user, context.Token, Reason.MissingPermission)], cancellationToken);

        Expect.Present(created.ETag, "ETag");
        Expect.Present(created.Location?.ToString(), "Location");
        Expect.Equal(created.Text("meta", "location"), created.Location?.ToString() ?? "", "meta.location");
        var again = Expect.Status(
            await context.Connection.PostAsync("Users", user.Resource("User"), cancellationToken), HttpStatusCode.Conflict, "the same POST again");
        Expect.Equal(again.Text("scimType"), "uniqueness", "scimType");
        var filter = Uri.EscapeDataString($"userName eq \"{user.UserName.ToUpperInvariant()}\"");
        var found = Expect.Status(await context.Connection.GetAsync($"Users?filter={filter}", cancellationToken), HttpStatusCode.OK, "GET with filter");
        Expect.Equal(found.Text("totalResults"), "1", "totalResults");
        Expect.Equal((found.Body?["Resources"] as JsonArray)?[0]?["id"]?.ToString(), user.Id, "id of the one found");
        return new StepOutcome("201 with id, location, ETag; then 409 uniqueness; 1 hit");
    }
}
