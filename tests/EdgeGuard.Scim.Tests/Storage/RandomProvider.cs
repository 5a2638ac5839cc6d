using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Storage;

/// <summary>Asks a server for random things, few names on purpose, so that requests meet: many succeed, many are refused.</summary>
internal sealed class RandomProvider(ScimServer server, Random random)
{
    private static readonly string[] Names = ["ann", "ANN", "bob", "cy", "dora", "\u00e9mile", "E\u0301mile"];
    private static readonly string[] GroupNames = ["SaaS-viewer", "SaaS-admin", "Friends", "Friends2"];

    private readonly List<string> _users = ["nobody"];
    private readonly List<string> _groups = ["nobody"];

    public async Task RunAsync(int steps)
    {
        var clients = new Dictionary<string, ScimClient>();
        for (var i = 0; i < steps; i++)
        {
            var tenant = random.Next(4) == 0 ? "globex" : "acme";
            server.Time.Advance(TimeSpan.FromSeconds(random.Next(3)));
            if (!clients.TryGetValue(tenant, out var scim))
                clients[tenant] = scim = await server.ConnectAsync(tenant, tenant + "-idp");
            if (random.Next(40) == 0)
            {
                (await server.Admin.DeleteAsync($"tenants/{tenant}")).StatusNumber.ShouldBe(200);
                clients.Remove(tenant);
                scim.Dispose();
                continue;
            }

            var answer = await StepAsync(scim, tenant);
            answer.StatusNumber.ShouldBeLessThan(500, answer.Text);
        }

        foreach (var client in clients.Values)
            client.Dispose();
    }

    private async Task<Answer> StepAsync(ScimClient scim, string tenant)
    {
        switch (random.Next(16))
        {
            case < 4:
                return await RememberAsync(_users, scim.PostAsync("Users", User()));
            case 4:
                return await scim.PutAsync("Users/" + Pick(_users), User());
            case 5 or 6:
                return await scim.PatchAsync("Users/" + Pick(_users), $$"""{"op":"replace","path":"active","value":{{(random.Next(2) == 0 ? "true" : "false")}}}""");
            case 7:
                return await scim.DeleteAsync("Users/" + Pick(_users));
            case 8:
                return await RememberAsync(_groups, scim.PostAsync("Groups", ScimClient.Group(Pick(GroupNames), Some(_users))));
            case 9:
                return await scim.PutAsync("Groups/" + Pick(_groups), ScimClient.Group(Pick(GroupNames), Some(_users)));
            case 10 or 11:
                return await scim.PatchAsync(
                    "Groups/" + Pick(_groups),
                    $$"""{"op":"{{Pick(["add", "remove", "replace"])}}","path":"members","value":[{{ScimClient.Members(Some(_users))}}]}""");
            case 12:
                return await scim.DeleteAsync("Groups/" + Pick(_groups));
            case 13:
                return await server.Admin.PutAsync(
                    "rules/r" + random.Next(3),
                    random.Next(2) == 0
                        ? $$"""{"connection":"{{tenant}}-idp","pattern":"{{Pick(["SaaS-", "Fri"])}}{role}"}"""
                        : $$"""{"connection":"{{tenant}}-idp","group":"{{Pick(GroupNames)}}","role":"admin"}""");
            case 14:
                return await server.Admin.DeleteAsync("rules/r" + random.Next(3));
            default:
                return random.Next(3) switch
                {
                    0 => await server.Admin.PutAsync($"tenants/{tenant}", $$"""{"suspended":{{(random.Next(2) == 0 ? "true" : "false")}}}"""),
                    1 => await server.Admin.PutAsync($"tenants/{tenant}/roles/{Pick(["admin", "viewer"])}", $$"""{"permissions":["documents.{{Pick(["read", "*"])}}"]}"""),
                    _ => await server.Admin.PutAsync($"tenants/{tenant}/features/reports", random.Next(2) == 0 ? """{"expiresAt":null}""" : """{"expiresAt":"2031-01-01T00:00:00Z"}"""),
                };
        }
    }

    private string User() =>
        $$"""{"schemas":["{{ScimClient.UserSchema}}"],"userName":"{{Pick(Names)}}","externalId":"x{{random.Next(5)}}","emails":[{"value":"{{Pick(Names)}}@x","type":"work"}]}""";

    private IEnumerable<string> Some(List<string> ids) => ids.Skip(1).Where(_ => random.Next(2) == 0).Take(5).Concat(random.Next(10) == 0 ? ["nobody"] : []);

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private static async Task<Answer> RememberAsync(List<string> ids, Task<Answer> asked)
    {
        var answer = await asked;
        if (answer.StatusNumber == 201)
            ids.Add(answer.At("id")!.GetValue<string>());
        return answer;
    }
}
