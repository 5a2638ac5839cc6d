using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>FENCE section 6, strict: what reveals a revocation is withheld until that is fenced, and nothing else is.</summary>
public sealed class WithheldAnswerTests
{
    private static readonly Dictionary<string, Question> Reads = new(StringComparer.Ordinal)
    {
        ["GET"] = new(Revocation.Deactivation, 200, s => s.Acme.GetAsync("Users/" + s.Ann)),
        ["GET of one attribute"] = new(Revocation.Deactivation, 200, s => s.Acme.GetAsync($"Users/{s.Ann}?attributes=displayName")),
        ["GET of a known version"] = new(Revocation.Deactivation, 304, s => s.Acme.GetAsync("Users/" + s.Ann, "W/\"2\"")),
        ["list"] = new(Revocation.Deactivation, 200, s => s.Acme.GetAsync("Users")),
        ["list without resources"] = new(Revocation.Deactivation, 200, s => s.Acme.GetAsync("Users?count=0")),
        ["search by userName"] = new(Revocation.Deactivation, 200, s => s.Acme.FilterAsync("Users", "userName eq \"ann\"")),
        ["search by active"] = new(Revocation.Deactivation, 200, s => s.Acme.FilterAsync("Users", "active eq false")),
        ["scan"] = new(Revocation.Deactivation, 200, s => s.Acme.FilterAsync("Users", "userName sw \"a\"")),
        ["GET of the deleted"] = new(Revocation.Deletion, 404, s => s.Acme.GetAsync("Users/" + s.Ann)),
        ["list without the deleted"] = new(Revocation.Deletion, 200, s => s.Acme.GetAsync("Users")),
        ["search for the deleted"] = new(Revocation.Deletion, 200, s => s.Acme.FilterAsync("Users", $"id eq \"{s.Ann}\"")),
        ["group without the deleted"] = new(Revocation.Deletion, 200, s => s.Acme.GetAsync("Groups/" + s.Team)),
        ["group's version"] = new(Revocation.Deletion, 200, s => s.Acme.GetAsync($"Groups/{s.Team}?excludedAttributes=members")),
        ["group's known version"] = new(Revocation.Deletion, 304, s => s.Acme.GetAsync("Groups/" + s.Team, "W/\"2\"")),
        ["groups"] = new(Revocation.Deletion, 200, s => s.Acme.GetAsync("Groups")),
        ["groups of the deleted"] = new(Revocation.Deletion, 200, s => s.Acme.FilterAsync("Groups", $"members.value eq \"{s.Ann}\"")),
        ["scan of groups"] = new(Revocation.Deletion, 200, s => s.Acme.FilterAsync("Groups", "displayName sw \"S\"")),
        ["admin: GET of the suspended"] = new(Revocation.Suspension, 200, s => s.Server.Admin.GetAsync("tenants/acme")),
        ["admin: list with the suspended"] = new(Revocation.Suspension, 200, s => s.Server.Admin.GetAsync("tenants")),
        ["admin: GET of the removed"] = new(Revocation.Removal, 404, s => s.Server.Admin.GetAsync("tenants/acme")),
        ["admin: list without the removed"] = new(Revocation.Removal, 200, s => s.Server.Admin.GetAsync("tenants")),
        ["admin: role of the removed"] = new(Revocation.Removal, 404, s => s.Server.Admin.GetAsync("tenants/acme/roles/viewer")),
        ["admin: features of the removed"] = new(Revocation.Removal, 404, s => s.Server.Admin.GetAsync("tenants/acme/features")),
        ["admin: connection of the removed"] = new(Revocation.Removal, 404, s => s.Server.Admin.GetAsync("connections/okta-1")),
        ["admin: tokens of the removed"] = new(Revocation.Removal, 404, s => s.Server.Admin.GetAsync("connections/okta-1/tokens")),
        ["admin: rule of the removed"] = new(Revocation.Removal, 404, s => s.Server.Admin.GetAsync("rules/convention")),
        ["loss: group"] = new(Revocation.Loss, 200, s => s.Acme.GetAsync("Groups/" + s.Team)),
        ["loss: user with groups"] = new(Revocation.Loss, 200, s => s.Acme.GetAsync("Users/" + s.Ann)),
        ["loss: rule"] = new(Revocation.Loss, 404, s => s.Server.Admin.GetAsync("rules/convention")),
    };

    private static readonly Dictionary<string, Question> Writes = new(StringComparer.Ordinal)
    {
        ["PATCH again"] = new(Revocation.Deactivation, 200, s => s.SendAsync(Revocation.Deactivation)),
        ["PUT again"] = new(Revocation.Deactivation, 200, s => s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("ann", ""","active":false"""))),
        ["PUT says nothing of active"] = new(Revocation.Deactivation, 200, s => s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("ann"))),
        ["reactivation"] = new(Revocation.Deactivation, 200, s => s.Acme.PatchAsync("Users/" + s.Ann, """{"op":"replace","path":"active","value":true}""")),
        ["unusable PATCH"] = new(Revocation.Deactivation, 400, s => s.Acme.PatchAsync("Users/" + s.Ann, """{"op":"remove","path":"userName"}""")),
        ["stale If-Match"] = new(Revocation.Deactivation, 412, s => s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("ann"), "W/\"1\"")),
        ["DELETE of the deactivated"] = new(Revocation.Deactivation, 204, s => s.Acme.DeleteAsync("Users/" + s.Ann)),
        ["DELETE again"] = new(Revocation.Deletion, 404, s => s.Acme.DeleteAsync("Users/" + s.Ann)),
        ["PATCH of the deleted"] = new(Revocation.Deletion, 404, s => s.SendAsync(Revocation.Deactivation)),
        ["PUT of the deleted"] = new(Revocation.Deletion, 404, s => s.Acme.PutAsync("Users/" + s.Ann, ScimClient.User("ann"))),
        ["group PATCH that names the deleted"] = new(Revocation.Deletion, 400, s => s.Acme.PatchAsync("Groups/" + s.Team, $$"""{"op":"add","path":"members","value":[{"value":"{{s.Ann}}"}]}""")),
        ["new group that names the deleted"] = new(Revocation.Deletion, 400, s => s.Acme.PostAsync("Groups", ScimClient.Group("New", s.Ann))),
        ["new user of the freed name"] = new(Revocation.Deletion, 201, s => s.Acme.PostAsync("Users", ScimClient.User("ANN"))),
        ["new user of the freed externalId"] = new(Revocation.Deletion, 201, s => s.Acme.PostAsync("Users", $$"""{"schemas":["{{ScimClient.UserSchema}}"],"userName":"other","externalId":"x-ann"}""")),
        ["user who takes the freed name"] = new(Revocation.Deletion, 200, s => s.Acme.PatchAsync("Users/" + s.Bob, """{"op":"replace","path":"userName","value":"ann"}""")),
        ["admin: connection still has users"] = new(Revocation.Deletion, 409, s => s.Server.Admin.DeleteAsync("connections/okta-1")),
        ["admin: suspended again"] = new(Revocation.Suspension, 200, s => s.SendAsync(Revocation.Suspension)),
        ["admin: resumed"] = new(Revocation.Suspension, 200, s => s.Server.Admin.PutAsync("tenants/acme", """{"suspended":false}""")),
        ["admin: suspended removed"] = new(Revocation.Suspension, 200, s => s.SendAsync(Revocation.Removal)),
        ["admin: removed again"] = new(Revocation.Removal, 404, s => s.SendAsync(Revocation.Removal)),
        ["admin: made anew"] = new(Revocation.Removal, 200, s => s.Server.Admin.PutAsync("tenants/acme", """{"suspended":false}""")),
        ["admin: new connection for the removed"] = new(Revocation.Removal, 400, s => s.Server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme"}""")),
        ["loss: again"] = new(Revocation.Loss, 204, s => s.SendAsync(Revocation.Loss)),
    };

    private static readonly Dictionary<string, Question> Free = new(StringComparer.Ordinal)
    {
        ["another user"] = new(Revocation.Deactivation, 200, s => s.Acme.GetAsync("Users/" + s.Bob)),
        ["change of another user"] = new(Revocation.Deactivation, 200, s => s.Acme.PatchAsync("Users/" + s.Bob, """{"op":"replace","path":"displayName","value":"Bob"}""")),
        ["new user"] = new(Revocation.Deactivation, 201, s => s.Acme.PostAsync("Users", ScimClient.User("cy"))),
        ["new user of a taken name"] = new(Revocation.Deactivation, 409, s => s.Acme.PostAsync("Users", ScimClient.User("bob"))),
        ["no such user"] = new(Revocation.Deletion, 404, s => s.Acme.GetAsync("Users/nobody")),
        ["unreadable body"] = new(Revocation.Deactivation, 400, s => s.Acme.PatchAsync("Users/" + s.Ann, "{")),
        ["unreadable filter"] = new(Revocation.Deactivation, 400, s => s.Acme.FilterAsync("Users", "userName")),
        ["discovery"] = new(Revocation.Deactivation, 200, s => s.Acme.GetAsync("ServiceProviderConfig")),
        ["another tenant's list"] = new(Revocation.Deactivation, 200, s => s.Globex.GetAsync("Users")),
        ["another tenant's new group"] = new(Revocation.Deactivation, 201, s => s.Globex.PostAsync("Groups", ScimClient.Group("Team"))),
        ["user without groups beside a loss"] = new(Revocation.Loss, 200, s => s.Acme.GetAsync($"Users/{s.Bob}?excludedAttributes=groups")),
        ["admin: tenant's status"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.GetAsync("tenants/acme")),
        ["admin: tenants"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.GetAsync("tenants")),
        ["admin: new tenant"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.PutAsync("tenants/initech", """{"suspended":false}""")),
        ["admin: role"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.PutAsync("tenants/acme/roles/viewer", """{"permissions":["documents.read"]}""")),
        ["admin: feature"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.PutAsync("tenants/acme/features/reports", """{"expiresAt":null}""")),
        ["admin: connection"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.GetAsync("connections/okta-1")),
        ["admin: token"] = new(Revocation.Deactivation, 201, s => s.Server.Admin.PostAsync("connections/okta-1/tokens", "{}")),
        ["admin: rule"] = new(Revocation.Deactivation, 200, s => s.Server.Admin.PutAsync("rules/convention", """{"connection":"okta-1","pattern":"SaaS-{role}"}""")),
        ["admin: another tenant beside a suspension"] = new(Revocation.Suspension, 200, s => s.Server.Admin.GetAsync("tenants/globex")),
        ["SCIM beside a suspension"] = new(Revocation.Suspension, 200, s => s.Acme.GetAsync("Users/" + s.Bob)),
        ["SCIM beside a removal"] = new(Revocation.Removal, 200, s => s.Globex.GetAsync("Users")),
    };

    public static TheoryData<string> WriteNames => [.. Writes.Keys];

    [Theory]
    [InlineData(Revocation.Deactivation, 200)]
    [InlineData(Revocation.Deletion, 204)]
    [InlineData(Revocation.Suspension, 200)]
    [InlineData(Revocation.Removal, 200)]
    [InlineData(Revocation.Loss, 204)]
    public async Task Fence_6_Revocation_IsAnsweredWithItsVersionWhenFenced(Revocation revocation, int status)
    {
        await using var scene = await FenceScene.StartAsync();
        await scene.RevokeAsync(revocation);

        scene.Fencing.Release();
        var answer = await FenceScene.ArrivedAsync(scene.Revoking!);

        answer.StatusNumber.ShouldBe(status, answer.Text);
        answer.Enforced.ShouldBe(await scene.NewestFencedAsync());
    }

    [Theory]
    [InlineData(Revocation.Deactivation)]
    [InlineData(Revocation.Deletion)]
    [InlineData(Revocation.Suspension)]
    [InlineData(Revocation.Removal)]
    [InlineData(Revocation.Loss)]
    public async Task Fence_6_ReadThatReveals_IsWithheldUntilFencedAndNeverAfterwards(Revocation revocation)
    {
        await using var scene = await FenceScene.StartAsync();
        await scene.RevokeAsync(revocation);
        var asking = new List<(string Name, Question Question, Task<Answer> Answer)>();

        foreach (var (name, question) in Reads.Where(read => read.Value.Revocation == revocation))
        {
            var answer = question.Ask(scene);
            asking.Add((name, question, answer));
            await scene.Fencing.UntilWaitingAsync(1 + asking.Count, answer);
            answer.IsCompleted.ShouldBeFalse($"{name} was answered before the fence");
        }

        asking.ShouldNotBeEmpty();
        scene.Fencing.Release();
        var version = await scene.NewestFencedAsync();
        foreach (var (name, question, answer) in asking)
            ShouldBe(await FenceScene.ArrivedAsync(answer), name, question, version);
        var fences = scene.Fencing.Asked.Count;
        foreach (var (name, question, _) in asking)
            ShouldBe(await question.Ask(scene), name, question, version);
        scene.Fencing.Asked.Count.ShouldBe(fences);
    }

    [Theory]
    [MemberData(nameof(WriteNames))]
    public async Task Fence_6_WriteThatReveals_IsWithheldUntilFenced(string name)
    {
        var question = Writes[name];
        await using var scene = await FenceScene.StartAsync();
        await scene.RevokeAsync(question.Revocation);

        var asking = question.Ask(scene);
        await scene.Fencing.UntilWaitingAsync(2, asking);

        asking.IsCompleted.ShouldBeFalse("it was answered before the fence");
        scene.Fencing.Release();
        ShouldBe(await FenceScene.ArrivedAsync(asking), name, question, await scene.NewestFencedAsync());
    }

    [Theory]
    [InlineData(Revocation.Deactivation)]
    [InlineData(Revocation.Deletion)]
    [InlineData(Revocation.Suspension)]
    [InlineData(Revocation.Removal)]
    [InlineData(Revocation.Loss)]
    public async Task Fence_6_AnswerThatRevealsNothing_IsNotDelayed(Revocation revocation)
    {
        await using var scene = await FenceScene.StartAsync();
        await scene.RevokeAsync(revocation);

        foreach (var (name, question) in Free.Where(free => free.Value.Revocation == revocation))
            ShouldBe(await FenceScene.ArrivedAsync(question.Ask(scene)), name, question, version: null);

        scene.Revoking!.IsCompleted.ShouldBeFalse();
        scene.Fencing.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Fence_6_TokenOfARemovedTenant_IsRefusedWhenFencedAndWithoutTheVersion()
    {
        await using var scene = await FenceScene.StartAsync();
        await scene.RevokeAsync(Revocation.Removal);

        var asking = scene.Acme.GetAsync("Users");
        await scene.Fencing.UntilWaitingAsync(2, asking);

        asking.IsCompleted.ShouldBeFalse("the refusal tells that the tenant is gone");
        scene.Fencing.Release();
        var answer = await FenceScene.ArrivedAsync(asking);
        answer.StatusNumber.ShouldBe(401);
        answer.Enforced.ShouldBeNull();
    }

    [Fact]
    public async Task Fence_6_BodyArrivesAfterTheTenantWentAway_IsRefusedWhenFenced()
    {
        await using var scene = await FenceScene.StartAsync();
        var body = ScimClient.User("late");
        var token = await scene.Server.Admin.PostAsync("connections/okta-1/tokens", "{}");
        using var request = await RawRequest.BeginAsync(
            scene.Server.BaseAddress, scene.Acme.BasePath + "Users", token.At("token")!.GetValue<string>(), body.Length);
        await scene.RevokeAsync(Revocation.Removal);

        await request.SendAsync(body);
        var answering = request.ReadAnswerAsync();
        await scene.Fencing.UntilWaitingAsync(2, answering);

        answering.IsCompleted.ShouldBeFalse("the refusal tells that the tenant is gone");
        scene.Fencing.Release();
        (await answering).ShouldStartWith("HTTP/1.1 401");
    }

    private static void ShouldBe(Answer answer, string name, Question question, string? version)
    {
        answer.StatusNumber.ShouldBe(question.Status, $"{name}: {answer.Text}");
        answer.Enforced.ShouldBe(version, name);
    }

    private sealed record Question(Revocation Revocation, int Status, Func<FenceScene, Task<Answer>> Ask);
}
