using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using static EdgeGuard.Engine.Snapshots.Change;

namespace EdgeGuard.Scim.Tests.Admin;

public sealed class AdminApiTests
{
    [Fact]
    public async Task Put_ThenGetThenDelete_EachAnswersTheVersion()
    {
        await using var server = await ScimServer.StartAsync();

        var put = await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        var again = await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        var get = await server.Admin.GetAsync("tenants/acme");
        var list = await server.Admin.GetAsync("tenants");
        var delete = await server.Admin.DeleteAsync("tenants/acme");
        var gone = await server.Admin.GetAsync("tenants/acme");

        put.Text.ShouldBe("""{"key":"acme","suspended":false,"version":1}""");
        again.Text.ShouldBe(put.Text);
        get.Text.ShouldBe(put.Text);
        list.Text.ShouldBe("""{"tenants":[{"key":"acme","suspended":false}],"version":1}""");
        delete.Text.ShouldBe("""{"version":2}""");
        gone.StatusNumber.ShouldBe(404);
        gone.ContentType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Put_WholeCatalog_IsInTheLogAndInTheState()
    {
        await using var server = await ScimServer.StartAsync();
        var log = new StoredLog(server);

        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("roles/viewer", """{"permissions":["documents.read"]}""");
        await server.Admin.PutAsync("tenants/acme/roles/admin", """{"permissions":["documents.write","documents.*","documents.*"]}""");
        await server.Admin.PutAsync("tenants/acme/features/reports", """{"expiresAt":null}""");
        await server.Admin.PutAsync("tenants/acme/features/trial", """{"expiresAt":"2030-02-01T00:00:00+01:00"}""");

        var tenant = log.Hasher.Tenant("acme");
        var (head, rows) = await log.StateAsync();
        rows.ShouldBe(
            [
                new TenantPut("acme", false),
                new RolePut("", "viewer", ["documents.read"]),
                new RolePut("acme", "admin", ["documents.*", "documents.write"]),
                new TenantFeaturePut(tenant, "reports", -1),
                new TenantFeaturePut(tenant, "trial", 1896130800000),
            ],
            ignoreOrder: true);
        (await log.EntriesAsync()).SelectMany(entry => entry.Changes).ShouldBe(rows, ignoreOrder: true);
        head.Digest.ShouldBe(log.DigestOf(rows));
        (await server.Admin.GetAsync("tenants/acme/features")).At("features/1/expiresAt")!.GetValue<string>().ShouldBe("2030-01-31T23:00:00Z");
        (await server.Admin.GetAsync("tenants/acme/roles/admin")).Text.ShouldBe(
            """{"key":"admin","tenant":"acme","permissions":["documents.*","documents.write"],"version":5}""");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("egadm_wrong")]
    [InlineData("egadm_0123456789012345678901234567890123456789013")]
    public async Task AnyPath_WrongKey_Is401Problem(string? key)
    {
        await using var server = await ScimServer.StartAsync();
        using var stranger = new AdminClient(ScimServer.NewClient(server.BaseAddress, key));

        foreach (var path in new[] { "tenants", "nothing/here" })
        {
            var answer = await stranger.PutAsync(path, "{");

            answer.StatusNumber.ShouldBe(401);
            answer.ContentType.ShouldBe("application/problem+json");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer realm=\"edgeguard-admin\"");
        }
    }

    [Theory]
    [InlineData("tenants/acme", """{"suspended":false,"colour":"red"}""", 400)]
    [InlineData("tenants/acme", """{"suspended":false,"suspended":true}""", 400)]
    [InlineData("tenants/acme", """{"suspended":"false"}""", 400)]
    [InlineData("tenants/acme", """{}""", 400)]
    [InlineData("tenants/acme", "", 400)]
    [InlineData("tenants/acme", "null", 400)]
    [InlineData("tenants/acme", "[", 400)]
    [InlineData("tenants/ac%20me", """{"suspended":false}""", 400)]
    [InlineData("roles/viewer", """{"permissions":null}""", 400)]
    [InlineData("roles/viewer", """{"permissions":[null]}""", 400)]
    [InlineData("roles/viewer", """{"permissions":["a b"]}""", 400)]
    [InlineData("roles/viewer", """{"permissions":[""]}""", 400)]
    [InlineData("tenants/none/roles/viewer", """{"permissions":[]}""", 404)]
    [InlineData("tenants/none/features/f", """{"expiresAt":null}""", 404)]
    [InlineData("tenants/none/features/f", """{"expiresAt":"2030-01-01T00:00:00"}""", 400)]
    [InlineData("tenants/none/features/f", """{}""", 400)]
    [InlineData("connections/c", """{"tenant":"none"}""", 400)]
    [InlineData("rules/r", """{"connection":"none","pattern":"SaaS-{role}"}""", 400)]
    [InlineData("rules/r", """{"connection":"none","pattern":"SaaS-{role}","role":"x"}""", 400)]
    [InlineData("rules/r", """{"connection":"none","pattern":"{role}-SaaS"}""", 400)]
    [InlineData("rules/r", """{"connection":"none","group":"x"}""", 400)]
    [InlineData("nothing", """{}""", 404)]
    public async Task Put_BadInput_IsProblemAndChangesNothing(string path, string body, int status)
    {
        await using var server = await ScimServer.StartAsync();

        var answer = await server.Admin.PutAsync(path, body);

        answer.StatusNumber.ShouldBe(status, answer.Text);
        answer.ContentType.ShouldBe("application/problem+json");
        answer.At("status")!.GetValue<int>().ShouldBe(status);
        (await new StoredLog(server).HeadAsync()).Version.ShouldBe(0);
    }

    [Fact]
    public async Task Put_WrongContentType_Is415Problem()
    {
        await using var server = await ScimServer.StartAsync();

        var answer = await server.Admin.SendAsync(HttpMethod.Put, "tenants/acme", """{"suspended":false}""", "text/plain");

        answer.StatusNumber.ShouldBe(415);
        answer.ContentType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Suspend_Tenant_IsFencedAndResumeIsNot()
    {
        await using var server = await ScimServer.StartAsync();

        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("tenants/acme", """{"suspended":true}""");
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.DeleteAsync("tenants/acme");

        (await new StoredLog(server).EntriesAsync()).Select(entry => entry.Fenced).ShouldBe([false, true, false, true]);
    }

    [Fact]
    public async Task Connection_OfAnotherTenant_CannotMove()
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("tenants/globex", """{"suspended":false}""");

        var made = await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""");
        var again = await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""");
        var moved = await server.Admin.PutAsync("connections/okta-1", """{"tenant":"globex"}""");

        made.At("scimUrl")!.GetValue<string>().ShouldBe($"{server.BaseAddress}scim/v2/{made.At("id")}");
        again.Text.ShouldBe(made.Text);
        moved.StatusNumber.ShouldBe(409);
    }

    [Fact]
    public async Task Tokens_MadeListedDeleted_NeverShowTheTokenAgain()
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""");

        var made = await server.Admin.PostAsync("connections/okta-1/tokens", """{"expiresAt":"2030-06-01T00:00:00Z"}""");
        var past = await server.Admin.PostAsync("connections/okta-1/tokens", """{"expiresAt":"2029-06-01T00:00:00Z"}""");
        var list = await server.Admin.GetAsync("connections/okta-1/tokens");
        var deleted = await server.Admin.DeleteAsync($"connections/okta-1/tokens/{made.At("id")}");
        var again = await server.Admin.DeleteAsync($"connections/okta-1/tokens/{made.At("id")}");

        made.StatusNumber.ShouldBe(201);
        made.At("token")!.GetValue<string>().ShouldMatch("^egscim_[A-Za-z0-9_-]{49}$");
        past.StatusNumber.ShouldBe(400);
        list.At("tokens/0/id")!.GetValue<string>().ShouldBe(made.At("id")!.GetValue<string>());
        list.Text.ShouldNotContain(made.At("token")!.GetValue<string>());
        deleted.StatusNumber.ShouldBe(200);
        again.StatusNumber.ShouldBe(404);
    }

    [Theory]
    [InlineData("""{"connection":"okta-1","pattern":"SaaS-{role}"}""", 409)]
    [InlineData("""{"connection":"okta-1","pattern":"SaaS-x{role}"}""", 409)]
    [InlineData("""{"connection":"okta-1","pattern":"S{role}"}""", 409)]
    [InlineData("""{"connection":"okta-1","group":"SaaS-viewer","role":"admin"}""", 409)]
    [InlineData("""{"connection":"okta-1","group":"SaaS-not a key","role":"admin"}""", 200)]
    [InlineData("""{"connection":"okta-1","pattern":"SaaS- {role}"}""", 200)]
    [InlineData("""{"connection":"okta-1","pattern":"saas-{role}"}""", 200)]
    [InlineData("""{"connection":"okta-2","pattern":"SaaS-{role}"}""", 200)]
    public async Task Rule_BesideAPattern_OverlapIsRefused(string second, int status)
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""");
        await server.Admin.PutAsync("connections/okta-2", """{"tenant":"acme"}""");
        var first = await server.Admin.PutAsync("rules/first", """{"connection":"okta-1","pattern":"SaaS-{role}"}""");

        var answer = await server.Admin.PutAsync("rules/second", second);

        first.Text.ShouldBe("""{"key":"first","connection":"okta-1","group":null,"role":null,"pattern":"SaaS-{role}","version":4}""");
        answer.StatusNumber.ShouldBe(status, answer.Text);
        (await server.Admin.PutAsync("rules/first", """{"connection":"okta-1","pattern":"SaaS-{role}"}""")).StatusNumber.ShouldBe(200);
    }
}
