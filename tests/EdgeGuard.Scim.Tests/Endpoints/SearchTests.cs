using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Endpoints;

public sealed class SearchTests
{
    [Theory]
    [InlineData("Users", """userName eq "USER3" """, 1)]
    [InlineData("Users", """externalId eq "x-user3" """, 1)]
    [InlineData("Users", """externalId eq "X-user3" """, 0)]
    [InlineData("Users", """emails.value eq "USER3@acme.example" """, 1)]
    [InlineData("Users", """emails[value eq "user3@acme.example"]""", 1)]
    [InlineData("Users", """emails eq "user3@acme.example" """, 1)]
    [InlineData("Users", """emails[type eq "work" and value eq "user3@acme.example"]""", 1)]
    [InlineData("Users", """emails[type eq "home" and value eq "user3@acme.example"]""", 0)]
    [InlineData("Users", """userName eq "user3" and active eq true""", 1)]
    [InlineData("Users", """userName eq "user3" and active eq false""", 0)]
    [InlineData("Users", """userName sw "user" and active eq true""", 5)]
    [InlineData("Users", """userName eq "user1" or userName eq "user2" """, 2)]
    [InlineData("Users", """userName eq "user1" or externalId eq "x-user1" or emails.value eq "user2@acme.example" or id eq "nobody" """, 2)]
    [InlineData("Users", """(userName eq "user1" or userName eq "user2") and emails.value sw "user2" """, 1)]
    [InlineData("Users", """userName eq "user1" or userName sw "user2" """, 2)]
    [InlineData("Users", """emails[value eq "user1@acme.example" or value eq "user2@acme.example"]""", 2)]
    [InlineData("Users", """emails[type eq "home" and (value eq "user1@acme.example" or value eq "user2@acme.example")]""", 0)]
    [InlineData("Users", """(userName eq "user1" or userName eq "user2") and active eq true""", 2)]
    [InlineData("Users", """(userName eq "user1" or userName eq "user2") and active eq false""", 0)]
    [InlineData("Users", """active eq true""", 5)]
    [InlineData("Users", """active eq false""", 0)]
    [InlineData("Users", """active eq true and active eq false""", 0)]
    [InlineData("Users", """active eq true or userName eq "user1" """, 5)]
    [InlineData("Users", """not (userName eq "user1")""", 4)]
    [InlineData("Users", """id eq "nobody" """, 0)]
    [InlineData("Users", """userName eq "x\"; drop table users; --" """, 0)]
    [InlineData("Groups", """displayName eq "TEAM" """, 1)]
    [InlineData("Groups", """displayName eq "nothing" """, 0)]
    [InlineData("Groups", """displayName co "ea" """, 1)]
    public async Task Filter_OfEachKind_Finds(string type, string filter, int hits)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        for (var i = 1; i <= 5; i++)
            await scim.PostAsync("Users", ScimClient.User($"user{i}", $$""","emails":[{"value":"user{{i}}@acme.example","type":"work"}]"""));
        await scim.AddGroupAsync("Team");

        var answer = await scim.FilterAsync(type, filter);

        answer.StatusNumber.ShouldBe(200, answer.Text);
        answer.At("totalResults")!.GetValue<int>().ShouldBe(hits);
        answer.At("Resources")!.AsArray().Count.ShouldBe(hits);
    }

    [Fact]
    public async Task Scim_E27_Filter_ByMembership_IsZeroOrOne()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ann = await scim.AddUserAsync("ann");
        var bob = await scim.AddUserAsync("bob");
        var group = await scim.AddGroupAsync("Team", ann);
        await scim.AddGroupAsync("Other", bob);

        (await scim.FilterAsync("Groups", $"""id eq "{group}" and members eq "{ann}" """)).At("totalResults")!.GetValue<int>().ShouldBe(1);
        (await scim.FilterAsync("Groups", $"""id eq "{group}" and members eq "{bob}" """)).At("totalResults")!.GetValue<int>().ShouldBe(0);
        (await scim.FilterAsync("Groups", $"""members[value eq "{ann}"]""")).At("Resources/0/id")!.GetValue<string>().ShouldBe(group);
        (await scim.FilterAsync("Users", $"""groups.value eq "{group}" """)).At("Resources/0/id")!.GetValue<string>().ShouldBe(ann);
    }

    [Fact]
    public async Task Scim_E27_Filter_ByMembershipAndMore_ComparesAll()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ann = await scim.AddUserAsync("ann");
        var bob = await scim.AddUserAsync("bob");
        var group = await scim.AddGroupAsync("Team", ann, bob);
        var other = await scim.AddGroupAsync("Other", ann);

        (await Hits($"""id eq "{group}" and members eq "{ann}" and members eq "{bob}" """)).ShouldBe([group]);
        (await Hits($"""id eq "{other}" and members eq "{ann}" and members[value eq "{bob}"]""")).ShouldBeEmpty();
        (await Hits($"""displayName eq "team" and members.value eq "{bob}" and displayName sw "x" """)).ShouldBeEmpty();
        (await Hits($"""displayName eq "team" and members.value eq "{bob}" and displayName sw "T" """)).ShouldBe([group]);
        (await Hits($"""members eq "{ann}" and members eq "{bob}" """)).ShouldBe([group]);
        (await Hits($"""displayName co "e" and members eq "{ann}" """)).ShouldBe([group, other]);
        (await Hits($"""id eq "{group}" and members.display eq "ann" and members eq "{bob}" """)).ShouldBe([group]);
        (await Hits($"""members eq "{bob}" or id eq "{other}" or id eq "{group}" """)).ShouldBe([group, other]);

        async Task<IEnumerable<string>> Hits(string filter) =>
            (await scim.FilterAsync("Groups", filter)).At("Resources")!.AsArray().Select(found => found!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Scim_M6_Filter_Or_PagesInTheOrderOfCreation()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add(await scim.AddUserAsync($"user{i}"));
        var filter = Uri.EscapeDataString(string.Join(" or ", Enumerable.Range(0, 5).Reverse().Select(i => $"""userName eq "user{i}" """)));

        var page = await scim.GetAsync($"Users?startIndex=2&count=3&filter={filter}");

        page.At("totalResults")!.GetValue<int>().ShouldBe(5);
        page.At("Resources")!.AsArray().Select(user => user!["id"]!.GetValue<string>()).ShouldBe(ids[1..4]);
    }

    [Fact]
    public async Task Filter_ActiveAlone_PagesThoseOfThatState()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await scim.AddUserAsync($"user{i}"));
            if (i % 2 == 1)
                await scim.PatchAsync($"Users/{ids[i]}", """{"op":"replace","path":"active","value":false}""");
        }

        var page = await scim.GetAsync("Users?startIndex=2&count=1&filter=active%20eq%20false");

        page.At("totalResults")!.GetValue<int>().ShouldBe(3);
        page.At("Resources/0/id")!.GetValue<string>().ShouldBe(ids[3]);
    }

    [Theory]
    [InlineData("userName")]
    [InlineData("userName eq")]
    [InlineData("userName xx \"a\"")]
    [InlineData("colour eq \"red\"")]
    [InlineData("active gt true")]
    [InlineData("(userName eq \"a\"")]
    public async Task Scim_M15_Filter_NotUnderstood_Is400InvalidFilter(string filter)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        await scim.AddUserAsync("ann");

        var answer = await scim.FilterAsync("Users", filter);

        answer.StatusNumber.ShouldBe(400);
        answer.At("scimType")!.GetValue<string>().ShouldBe("invalidFilter");
    }

    /// <summary>Passing over a filter would answer with everybody.</summary>
    [Theory]
    [InlineData("Users?filter=")]
    [InlineData("Users?filter")]
    [InlineData("Users?filter=%20%20")]
    [InlineData("Users?filter=userName%20eq%20%22ann%22&filter=userName%20eq%20%22bob%22")]
    [InlineData("Users?filter=&FILTER=userName%20eq%20%22bob%22")]
    [InlineData("Groups?filter=")]
    public async Task Scim_M15_Filter_BlankOrGivenTwice_Is400InvalidFilter(string path)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        var answer = await scim.GetAsync(path);

        answer.StatusNumber.ShouldBe(400, answer.Text);
        answer.At("scimType")!.GetValue<string>().ShouldBe("invalidFilter");
    }

    [Fact]
    public async Task Scim_M6_Paging_AllPages_ShowEachUserOnceInOrder()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ids = new List<string>();
        for (var i = 0; i < 7; i++)
            ids.Add(await scim.AddUserAsync($"user{i}"));

        var seen = new List<string>();
        for (var start = 1; start <= 7; start += 3)
        {
            var page = await scim.GetAsync($"Users?startIndex={start}&count=3");
            page.At("totalResults")!.GetValue<int>().ShouldBe(7);
            page.At("startIndex")!.GetValue<int>().ShouldBe(start);
            seen.AddRange(page.At("Resources")!.AsArray().Select(user => user!["id"]!.GetValue<string>()));
        }

        seen.ShouldBe(ids);
        (await scim.GetAsync("Users?count=0")).At("Resources")!.AsArray().ShouldBeEmpty();
        (await scim.GetAsync("Users?startIndex=-5&count=-1")).At("startIndex")!.GetValue<int>().ShouldBe(1);
        (await scim.GetAsync("Users?startIndex=99")).At("Resources")!.AsArray().ShouldBeEmpty();
    }
}
