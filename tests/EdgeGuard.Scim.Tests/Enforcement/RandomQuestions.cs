using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>Asks for random things, few names on purpose, so that requests meet.</summary>
internal sealed class RandomQuestions(ScimServer server, ScimClient acme, ScimClient globex, Random random)
{
    private static readonly string[] Names = ["ann", "ANN", "bob", "cy", "dora"];

    private readonly List<string> _users = ["nobody"];
    private readonly List<string> _groups = ["nobody"];

    /// <summary>Takes note of what has come to be, so that it can be asked about.</summary>
    public void Note(DirectoryTruth truth)
    {
        _users.AddRange(truth.Users.Keys.Except(_users, StringComparer.Ordinal).ToList());
        _groups.AddRange(truth.Members.Keys.Except(_groups, StringComparer.Ordinal).ToList());
    }

    public RandomQuestion Next()
    {
        var user = Pick(_users);
        var group = Pick(_groups);
        var name = Pick(Names);
        var some = _users.Skip(1).Where(_ => random.Next(2) == 0).Take(4).ToList();
        switch (random.Next(22))
        {
            case < 4:
                return new("POST Users", () => acme.PostAsync("Users", User(name))) { NewName = name };
            case 4:
                return new("PUT Users", () => acme.PutAsync("Users/" + user, User(name))) { User = user };
            case 5 or 6:
                var active = random.Next(3) > 0 ? "false" : "true";
                return new("PATCH Users", () => acme.PatchAsync("Users/" + user, $$"""{"op":"replace","path":"active","value":{{active}}}""")) { User = user };
            case 7:
                return new("DELETE Users", () => acme.DeleteAsync("Users/" + user)) { User = user };
            case 8:
                return new("GET Users/", () => acme.GetAsync("Users/" + user)) { User = user };
            case 9:
                return new("GET Users", () => acme.GetAsync("Users?count=1000")) { ListsUsers = true };
            case 10:
                return new("search", () => acme.FilterAsync("Users", $"userName eq \"{name}\"")) { SearchedName = name };
            case 11:
                return new("search active", () => acme.FilterAsync("Users", "active eq false"));
            case 12 or 13:
                return new("POST Groups", () => acme.PostAsync("Groups", ScimClient.Group("Team", some))) { Named = some };
            case 14:
                return new("PUT Groups", () => acme.PutAsync("Groups/" + group, ScimClient.Group("Team", some))) { Named = some, Group = group };
            case 15:
                var kind = Pick(["add", "remove", "replace"]);
                return new(
                    "PATCH Groups",
                    () => acme.PatchAsync("Groups/" + group, $$"""{"op":"{{kind}}","path":"members","value":[{{ScimClient.Members(some)}}]}""")) { Named = some, Group = group };
            case 16:
                return new("GET Groups/", () => acme.GetAsync("Groups/" + group)) { Group = group };
            case 17:
                return random.Next(3) == 0
                    ? new("DELETE Groups", () => acme.DeleteAsync("Groups/" + group)) { Group = group }
                    : new("GET Groups", () => acme.GetAsync("Groups"));
            case 18:
                return new("GET tenants", () => server.Admin.GetAsync("tenants")) { ListsTenants = true };
            case 19:
                var tenant = Pick(["acme", "globex"]);
                var suspended = random.Next(2) == 0 ? "true" : "false";
                return new("PUT tenant", () => server.Admin.PutAsync("tenants/" + tenant, $$"""{"suspended":{{suspended}}}""")) { Tenant = tenant, ShowsStatus = true };
            case 20:
                return random.Next(2) == 0
                    ? new("DELETE tenant", () => server.Admin.DeleteAsync("tenants/globex")) { Tenant = "globex", ShowsStatus = true }
                    : new("GET tenant", () => server.Admin.GetAsync("tenants/globex")) { Tenant = "globex", ShowsStatus = true };
            default:
                return new("GET Users of globex", () => globex.GetAsync("Users")) { Tenant = "globex" };
        }
    }

    private static string User(string name) =>
        $$"""{"schemas":["{{ScimClient.UserSchema}}"],"userName":"{{name}}","active":true}""";

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];
}
