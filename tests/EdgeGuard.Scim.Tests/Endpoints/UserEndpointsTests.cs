using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using static EdgeGuard.Engine.Snapshots.Change;

namespace EdgeGuard.Scim.Tests.Endpoints;

public sealed class UserEndpointsTests
{
    private const string Body =
        """
        {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"scim.user+1@acme.example","externalId":"00u1",
         "name":{"givenName":"Scim","familyName":"User"},"emails":[{"value":"scim.user+1@acme.example","type":"work","primary":true}],"active":true}
        """;

    [Fact]
    public async Task Scenario_S1_1_Post_AnswersTheResourceItsLocationAndETag()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        var made = await scim.PostAsync("Users", Body);
        var again = await scim.PostAsync("Users", Body);
        var found = await scim.FilterAsync("Users", "userName eq \"SCIM.USER+1@acme.example\"");

        made.StatusNumber.ShouldBe(201, made.Text);
        made.ContentType.ShouldBe("application/scim+json");
        made.ETag.ShouldBe("W/\"1\"");
        made.At("meta/version")!.GetValue<string>().ShouldBe("W/\"1\"");
        made.Headers.Location!.ToString().ShouldBe(made.At("meta/location")!.GetValue<string>());
        made.Headers.Location!.ToString().ShouldBe($"{server.BaseAddress.ToString().TrimEnd('/')}{scim.BasePath}Users/{made.At("id")}");
        again.StatusNumber.ShouldBe(409);
        again.At("scimType")!.GetValue<string>().ShouldBe("uniqueness");
        found.At("totalResults")!.GetValue<int>().ShouldBe(1);
        found.At("Resources/0/id")!.GetValue<string>().ShouldBe(made.At("id")!.GetValue<string>());
    }

    [Fact]
    public async Task Post_User_PutsUserAndAliasesIntoTheLog()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var log = new StoredLog(server);
        var before = await log.HeadAsync();

        var id = await scim.AddUserAsync("Ann");

        var tenant = log.Hasher.Tenant("acme");
        var user = log.Hasher.Subject(tenant, SubjectKeyKind.Id, id);
        var entry = (await log.EntriesAsync(before.Version)).ShouldHaveSingleItem();
        entry.Fenced.ShouldBeFalse();
        entry.Changes.ShouldBe(
        [
            new UserPut(user, tenant, true, 0),
            new AliasPut(log.Hasher.Subject(tenant, SubjectKeyKind.UserName, "ANN"), user),
            new AliasPut(log.Hasher.Subject(tenant, SubjectKeyKind.ExternalId, "x-Ann"), user),
        ]);
    }

    [Fact]
    public async Task Scim_M20_Post_TwentyAtOnceOfOneName_OneWins()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            scim.PostAsync("Users", $$"""{"schemas":["{{ScimClient.UserSchema}}"],"userName":"{{(i % 2 == 0 ? "ann" : "ANN")}}"}""")));

        answers.Count(answer => answer.StatusNumber == 201).ShouldBe(1);
        answers.Count(answer => answer.StatusNumber == 409 && answer.Text.Contains("uniqueness")).ShouldBe(19);
        (await scim.GetAsync("Users")).At("totalResults")!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Scenario_S2_1_PatchPathlessPatchAndPut_ShowInGet()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = "Users/" + (await scim.PostAsync("Users", Body)).At("id");
        var other = "Users/" + await scim.AddUserAsync("other");
        var otherTag = (await scim.GetAsync(other)).ETag;

        var patch = await scim.PatchAsync(user, """{"op":"replace","path":"name.familyName","value":"Changed"}""");
        var pathless = await scim.PatchAsync(user, """{"op":"Replace","value":{"name.familyName":"Again","active":"True"}}""");
        var put = await scim.PutAsync(user, Body.Replace("\"User\"}", "\"Put\"}"));

        patch.At("name/familyName")!.GetValue<string>().ShouldBe("Changed");
        pathless.At("name/familyName")!.GetValue<string>().ShouldBe("Again");
        pathless.At("active")!.GetValue<bool>().ShouldBeTrue();
        put.StatusNumber.ShouldBe(200, put.Text);
        var get = await scim.GetAsync(user);
        get.At("name/familyName")!.GetValue<string>().ShouldBe("Put");
        get.ETag.ShouldBe("W/\"4\"");
        (await scim.GetAsync(other)).ETag.ShouldBe(otherTag);
    }

    [Fact]
    public async Task Scenario_S2_5_SamePatchAgain_NoEntrySameETag()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = "Users/" + await scim.AddUserAsync("ann");
        const string Change = """{"op":"replace","path":"active","value":"False"}""";
        var first = await scim.PatchAsync(user, Change);
        var head = await new StoredLog(server).HeadAsync();
        server.Time.Advance(TimeSpan.FromMinutes(1));

        var second = await scim.PatchAsync(user, Change);
        var put = await scim.PutAsync(user, ScimClient.User("ann", ""","active":false"""));

        second.Text.ShouldBe(first.Text);
        second.ETag.ShouldBe(first.ETag);
        put.Text.ShouldBe(first.Text);
        (await new StoredLog(server).HeadAsync()).ShouldBe(head);
    }

    [Theory]
    [InlineData("""{"op":"replace","path":"active","value":false}""")]
    [InlineData("""{"op":"Replace","path":"active","value":"False"}""")]
    [InlineData("""{"op":"replace","value":{"active":false}}""")]
    public async Task Scenario_S5_1_Deactivate_RaisesNotBeforeAndIsFenced_ReactivationKeepsIt(string operation)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var id = await scim.AddUserAsync("ann");
        var log = new StoredLog(server);
        var before = await log.HeadAsync();
        server.Time.Advance(TimeSpan.FromMinutes(1));
        var at = server.Time.GetUtcNow().ToUnixTimeMilliseconds();

        var off = await scim.PatchAsync("Users/" + id, operation);
        server.Time.Advance(TimeSpan.FromMinutes(1));
        var on = await scim.PatchAsync("Users/" + id, """{"op":"replace","path":"active","value":true}""");

        off.At("active")!.GetValue<bool>().ShouldBeFalse();
        on.At("active")!.GetValue<bool>().ShouldBeTrue();
        var tenant = log.Hasher.Tenant("acme");
        var user = log.Hasher.Subject(tenant, SubjectKeyKind.Id, id);
        var entries = await log.EntriesAsync(before.Version);
        entries.Select(entry => entry.Fenced).ShouldBe([true, false]);
        entries.SelectMany(entry => entry.Changes).ShouldBe([new UserPut(user, tenant, false, at), new UserPut(user, tenant, true, at)]);
    }

    [Fact]
    public async Task Put_WithoutActive_LeavesADeactivatedUserDeactivated()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = "Users/" + await scim.AddUserAsync("ann");
        await scim.PatchAsync(user, """{"op":"replace","path":"active","value":false}""");

        var put = await scim.PutAsync(user, ScimClient.User("ann", ""","title":"new" """));
        var removed = await scim.PatchAsync(user, """{"op":"remove","path":"active"}""");

        put.StatusNumber.ShouldBe(200, put.Text);
        put.At("active")!.GetValue<bool>().ShouldBeFalse();
        put.At("title")!.GetValue<string>().ShouldBe("new");
        (removed.StatusNumber == 200 ? removed.At("active")!.GetValue<bool>() : false).ShouldBeFalse();
        (await scim.GetAsync(user)).At("active")!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task Scenario_S5_6_Delete_LeavesGroupsAndAReCreatedUserStartsAnew()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var id = await scim.AddUserAsync("ann");
        var group = "Groups/" + await scim.AddGroupAsync("SaaS-admin", id);
        var tag = (await scim.GetAsync(group)).ETag;
        server.Time.Advance(TimeSpan.FromMinutes(1));

        var deleted = await scim.DeleteAsync("Users/" + id);
        var statuses = new List<int>
        {
            (await scim.GetAsync("Users/" + id)).StatusNumber,
            (await scim.DeleteAsync("Users/" + id)).StatusNumber,
            (await scim.PatchAsync("Users/" + id, """{"op":"replace","path":"active","value":true}""")).StatusNumber,
            (await scim.PutAsync("Users/" + id, ScimClient.User("ann"))).StatusNumber,
        };
        server.Time.Advance(TimeSpan.FromMinutes(1));
        var at = server.Time.GetUtcNow().ToUnixTimeMilliseconds();
        var again = await scim.PostAsync("Users", ScimClient.User("ANN"));

        deleted.StatusNumber.ShouldBe(204);
        statuses.ShouldAllBe(status => status == 404);
        var afterGroup = await scim.GetAsync(group);
        afterGroup.Json.ContainsKey("members").ShouldBeFalse();
        afterGroup.ETag.ShouldNotBe(tag);
        again.StatusNumber.ShouldBe(201);
        again.At("id")!.GetValue<string>().ShouldNotBe(id);
        again.Json.ContainsKey("groups").ShouldBeFalse();
        var log = new StoredLog(server);
        var user = log.Hasher.Subject(log.Hasher.Tenant("acme"), SubjectKeyKind.Id, again.At("id")!.GetValue<string>());
        (await log.StateAsync()).Rows.OfType<UserPut>().ShouldHaveSingleItem().ShouldBe(new UserPut(user, log.Hasher.Tenant("acme"), true, at));
        (await log.StateAsync()).Rows.OfType<MemberAdded>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("userName", "other", "x-ann")]
    [InlineData("externalId", "ann", "other")]
    public async Task Post_OneKeyOfADeletedUser_StartsWithNotBefore(string taken, string userName, string externalId)
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        await scim.DeleteAsync("Users/" + await scim.AddUserAsync("ann"));

        await scim.PostAsync("Users", $$"""{"schemas":["{{ScimClient.UserSchema}}"],"userName":"{{userName}}","externalId":"{{externalId}}"}""");

        (await new StoredLog(server).StateAsync()).Rows.OfType<UserPut>().ShouldHaveSingleItem()
            .NotBefore.ShouldBe(server.Time.GetUtcNow().ToUnixTimeMilliseconds(), taken);
    }

    [Fact]
    public async Task Put_TakesTheNameThatAnotherGaveUp_RaisesNotBefore()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var ann = await scim.AddUserAsync("ann");
        var bob = await scim.AddUserAsync("bob");
        await scim.PatchAsync("Users/" + ann, """{"op":"replace","path":"userName","value":"ann2"}""");
        var back = await scim.PatchAsync("Users/" + ann, """{"op":"replace","path":"userName","value":"ann"}""");
        await scim.PatchAsync("Users/" + ann, """{"op":"replace","path":"userName","value":"ann3"}""");

        await scim.PatchAsync("Users/" + bob, """{"op":"replace","path":"userName","value":"ann"}""");

        back.StatusNumber.ShouldBe(200);
        var log = new StoredLog(server);
        var tenant = log.Hasher.Tenant("acme");
        (await log.StateAsync()).Rows.OfType<UserPut>().ShouldBe(
            [
                new UserPut(log.Hasher.Subject(tenant, SubjectKeyKind.Id, ann), tenant, true, 0),
                new UserPut(log.Hasher.Subject(tenant, SubjectKeyKind.Id, bob), tenant, true, server.Time.GetUtcNow().ToUnixTimeMilliseconds()),
            ]);
    }

    [Fact]
    public async Task Recreate_TenantOfADeletedOnesKey_UsersStartWithNotBefore()
    {
        await using var server = await ScimServer.StartAsync();
        using (var first = await server.ConnectAsync())
            await first.AddUserAsync("ann");
        (await server.Admin.DeleteAsync("tenants/acme")).StatusNumber.ShouldBe(200);
        (await new StoredLog(server).StateAsync()).Rows.ShouldBeEmpty();

        using var second = await server.ConnectAsync();
        await second.AddUserAsync("someone-else");

        (await new StoredLog(server).StateAsync()).Rows.OfType<UserPut>().ShouldHaveSingleItem()
            .NotBefore.ShouldBe(server.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Etags_IfMatchAndIfNoneMatch_AreHonoured()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = "Users/" + await scim.AddUserAsync("ann");

        var same = await scim.GetAsync(user, ifNoneMatch: "W/\"1\"");
        var wrong = await scim.PatchAsync(user, """{"op":"replace","path":"title","value":"x"}""", ifMatch: "W/\"7\"");
        var right = await scim.PatchAsync(user, """{"op":"replace","path":"title","value":"x"}""", ifMatch: "W/\"1\"");
        var stale = await scim.PutAsync(user, ScimClient.User("ann"), ifMatch: "W/\"1\"");
        var any = await scim.PutAsync(user, ScimClient.User("ann"), ifMatch: "*");

        same.StatusNumber.ShouldBe(304);
        same.ETag.ShouldBe("W/\"1\"");
        wrong.StatusNumber.ShouldBe(412);
        wrong.ContentType.ShouldBe("application/scim+json");
        right.StatusNumber.ShouldBe(200);
        stale.StatusNumber.ShouldBe(412);
        any.StatusNumber.ShouldBe(200);
    }

    [Fact]
    public async Task Projection_AttributesAndExcludedAttributes_AreHonoured()
    {
        await using var server = await ScimServer.StartAsync();
        using var scim = await server.ConnectAsync();
        var user = "Users/" + (await scim.PostAsync("Users?attributes=userName", Body)).At("id");

        var some = await scim.GetAsync(user + "?attributes=userName");
        var without = await scim.GetAsync(user + "?excludedAttributes=emails,id");

        some.Json.Select(member => member.Key).ShouldBe(["schemas", "id", "userName"], ignoreOrder: true);
        without.Json.ContainsKey("emails").ShouldBeFalse();
        without.Json.ContainsKey("id").ShouldBeTrue();
    }
}
