using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Each leniency holds where a profile grants it, and on no other connection of the same server.</summary>
public sealed class ProfileTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, LeniencyCase.All.Count)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Leniency_OnEachProfile_PassesExactlyWhereItIsGranted(int number)
    {
        var wanted = LeniencyCase.All[number];
        await using var server = await ScimServer.StartAsync();

        foreach (var profile in ProviderProfile.All)
        {
            var name = profile.Name;
            using var scim = await ProviderScene.ConnectAsync(server, Dialect.Generic with { Profile = name }, $"tenant-{name}", $"connection-{name}");
            var other = await scim.AddUserAsync("other");
            var user = (await scim.PostAsync("Users", ScimClient.User("ann", ""","phoneNumbers":[{"value":"1","type":"work"},{"value":"2","type":"home"}]"""))).Text("id");
            var group = await scim.AddGroupAsync("Team", user);
            var before = await new StoredLog(server).HeadAsync();

            var answer = await scim.SendAsync(
                HttpMethod.Parse(wanted.Method), wanted.Path.Replace("USER", user).Replace("GROUP", group), wanted.Body?.Replace("OTHER", other));

            if (wanted.Passes(name))
            {
                answer.StatusNumber.ShouldBeInRange(200, 204, $"{wanted} on {name}: {answer.Text}");
                answer.Text.ShouldContain(wanted.Shows ?? "", Case.Sensitive, $"{wanted} on {name}");
            }
            else
            {
                answer.StatusNumber.ShouldBe(400, $"{wanted} on {name}: {answer.Text}");
                answer.IsError(400, wanted.ScimType);
                (await new StoredLog(server).HeadAsync()).ShouldBe(before);
            }
        }
    }

    [Fact]
    public void Leniency_EachOne_HasACaseThatSaysWhoIsGrantedIt()
    {
        foreach (var leniency in Enum.GetValues<Leniency>().Except([Leniency.Strict, Leniency.Providers]))
        {
            var cases = LeniencyCase.All.Where(wanted => wanted.Leniency == leniency).ToList();
            cases.ShouldNotBeEmpty($"{leniency} has no case.");
            foreach (var wanted in cases)
                ProviderProfile.All.Where(profile => profile.Leniency.Grants(leniency)).Select(profile => profile.Name).ShouldBe(wanted.Profiles.Split(' '), $"{wanted}");
        }
    }

    [Fact]
    public void Profiles_Kinds_AreTheirPlaces()
    {
        ProviderProfile.All.Select(profile => profile.Kind).ShouldBe(Enum.GetValues<ProfileKind>());
        ProviderProfile.Of(ProfileKind.Any).Leniency.ShouldBe(Enum.GetValues<Leniency>().Aggregate((all, one) => all | one));
        ProviderProfile.Of(ProfileKind.Generic).Leniency.ShouldBe(Leniency.Strict);
    }

    [Fact]
    public void Readme_TableOfLeniencies_SaysWhatTheProfilesGrant()
    {
        var rows = Readme().Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(cells => cells.Length == ProviderProfile.All.Count + 3).ToList();
        var names = rows.Single(cells => cells[1] == "leniency")[2..^1];

        names.ShouldBe(ProviderProfile.All.Select(profile => profile.Name));
        foreach (var leniency in Enum.GetValues<Leniency>().Except([Leniency.Strict, Leniency.Providers]))
        {
            rows.Single(cells => cells[1] == $"`{leniency}`")[2..^1]
                .ShouldBe(ProviderProfile.All.Select(profile => profile.Leniency.Grants(leniency) ? "y" : ""), $"{leniency}");
        }
    }

    [Theory]
    [InlineData("", 200, "any", "restore", "reusable", "separate")]
    [InlineData(""","profile":"generic" """, 200, "generic", "conflict", "reusable", "separate")]
    [InlineData(""","profile":"jumpcloud","retiredNames":"reserved" """, 200, "jumpcloud", "restore", "reserved", "adopt")]
    [InlineData(""","profile":"entra","reassignment":"conflict","groupNames":"adopt" """, 200, "entra", "conflict", "reusable", "adopt")]
    [InlineData(""","profile":"Entra" """, 400)]
    [InlineData(""","reassignment":"maybe" """, 400)]
    [InlineData(""","retiredNames":1""", 400)]
    [InlineData(""","groupNames":"" """, 400)]
    public async Task Connection_Put_SetsProfileAndPolicies(
        string members, int status, string? profile = null, string? reassignment = null, string? retiredNames = null, string? groupNames = null)
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("connections/idp-1", """{"tenant":"acme","profile":"okta"}""");

        var answer = await server.Admin.PutAsync("connections/idp-1", $$"""{"tenant":"acme"{{members}}}""");

        answer.Is(status);
        var shown = (await server.Admin.GetAsync("connections/idp-1")).Is(200);
        shown.Text("profile").ShouldBe(profile ?? "okta");
        shown.Text("reassignment").ShouldBe(reassignment ?? "restore");
        shown.Text("retiredNames").ShouldBe(retiredNames ?? "reusable");
        shown.Text("groupNames").ShouldBe(groupNames ?? "separate");
    }

    [Fact]
    public async Task EmptyText_WhereItClearsNothing_IsAValue()
    {
        await using var generic = await ProviderScene.StartAsync(Dialect.Generic);

        (await generic.PostAsync("Users", ScimClient.User("ann", ""","title":"" """))).Is(201).Shows("title", "\"\"");
    }

    private static string[] Readme()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "EdgeGuard.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run below the repository.");
        return File.ReadAllLines(Path.Combine(folder.FullName, "src", "EdgeGuard.Scim", "README.md"));
    }
}
