using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;
using EdgeGuard.Testing;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>FENCE section 6: the modes of a connection, and fences that fail.</summary>
public sealed class FenceModeTests
{
    [Fact]
    public async Task Fence_6_Report_IsAnsweredPendingAndTheFenceGoesOn()
    {
        await using var scene = await FenceScene.StartAsync("report");
        scene.Fencing.Hold();

        var written = await FenceScene.ArrivedAsync(scene.SendAsync(Revocation.Deactivation));
        var read = await FenceScene.ArrivedAsync(scene.Acme.GetAsync("Users/" + scene.Ann));

        (written.StatusNumber, written.Enforced).ShouldBe((200, "pending"));
        (read.StatusNumber, read.Enforced).ShouldBe((200, "pending"));
        await scene.Fencing.UntilWaitingAsync(1);
        scene.Fencing.Release();
        var version = await scene.NewestFencedAsync();
        await Eventually.TrueAsync(() => scene.Server.Logs.Any(log => log.Id.Id == EventIds.ReportedEnforced), "event 3030");
        scene.Server.Logs.First(log => log.Id.Id == EventIds.ReportedEnforced).GetStructuredStateValue("Version").ShouldBe(version);
        (await scene.Acme.GetAsync("Users/" + scene.Ann)).Enforced.ShouldBe(version);
    }

    [Fact]
    public async Task Fence_6_ReportOfMany_FencesOneAtATimeUpToTheNewest()
    {
        await using var scene = await FenceScene.StartAsync("report");
        scene.Fencing.Hold();

        await scene.SendAsync(Revocation.Deactivation);
        await scene.Fencing.UntilWaitingAsync(1);
        foreach (var active in new[] { "true", "false", "true", "false" })
            await scene.Acme.PatchAsync("Users/" + scene.Bob, $$"""{"op":"replace","path":"active","value":{{active}}}""");

        scene.Fencing.Asked.Count.ShouldBe(1);
        scene.Fencing.Release();
        var newest = await new StoredLog(scene.Server).HeadAsync();
        await Eventually.TrueAsync(() => scene.Fencing.IsFenced(newest.Epoch, newest.Version), "the newest is fenced");
        scene.Fencing.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Fence_6_Off_IsAnsweredAtOnceAndFlaggedAllTheSame()
    {
        await using var scene = await FenceScene.StartAsync("off");
        scene.Fencing.Hold();

        var written = await FenceScene.ArrivedAsync(scene.SendAsync(Revocation.Deletion));
        var again = await FenceScene.ArrivedAsync(scene.SendAsync(Revocation.Deletion));

        (written.StatusNumber, written.Enforced).ShouldBe((204, null));
        (again.StatusNumber, again.Enforced).ShouldBe((404, null));
        scene.Fencing.Asked.ShouldBeEmpty();
        (await new StoredLog(scene.Server).EntriesAsync())[^1].Fenced.ShouldBeTrue();
    }

    [Theory]
    [InlineData("report")]
    [InlineData("off")]
    public async Task Fence_6_AdminApi_WaitsWhateverTheConnectionSays(string mode)
    {
        await using var scene = await FenceScene.StartAsync(mode);

        await scene.RevokeAsync(Revocation.Suspension);

        scene.Fencing.Release();
        (await FenceScene.ArrivedAsync(scene.Revoking!)).Enforced.ShouldBe(await scene.NewestFencedAsync());
    }

    [Fact]
    public async Task Fence_6_ModeChangedInBetween_TheWriteGoesByTheNewOne()
    {
        await using var scene = await FenceScene.StartAsync("off");
        var body = $$"""{"schemas":["{{ScimClient.PatchSchema}}"],"Operations":[{"op":"replace","path":"active","value":false}]}""";
        var token = await scene.Server.Admin.PostAsync("connections/okta-1/tokens", "{}");
        using var request = await RawRequest.BeginAsync(
            scene.Server.BaseAddress, scene.Acme.BasePath + "Users/" + scene.Ann, token.At("token")!.GetValue<string>(), body.Length, "PATCH");
        await scene.ConfigureAsync("strict", fenceLosses: false);
        scene.Fencing.Hold();

        await request.SendAsync(body);
        var answering = request.ReadAnswerAsync();
        await scene.Fencing.UntilWaitingAsync(1, answering);

        answering.IsCompleted.ShouldBeFalse("it was answered as before the change");
        scene.Fencing.Release();
        (await answering).ShouldContain("EdgeGuard-Enforced: ");
    }

    [Fact]
    public async Task Fence_6_FenceFails_Is503WithRetryAfterAndTheRetryPassesTheFenceAgain()
    {
        await using var scene = await FenceScene.StartAsync();
        scene.Fencing.Fail();

        var failed = await scene.SendAsync(Revocation.Deactivation);
        var retried = await scene.SendAsync(Revocation.Deactivation);
        scene.Fencing.Release();
        var confirmed = await scene.SendAsync(Revocation.Deactivation);

        foreach (var answer in new[] { failed, retried })
        {
            answer.StatusNumber.ShouldBe(503);
            answer.ContentType.ShouldBe("application/scim+json");
            answer.At("schemas/0")!.GetValue<string>().ShouldBe("urn:ietf:params:scim:api:messages:2.0:Error");
            answer.At("status")!.GetValue<string>().ShouldBe("503");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
            answer.Enforced.ShouldBeNull();
        }

        confirmed.StatusNumber.ShouldBe(200);
        confirmed.At("active")!.GetValue<bool>().ShouldBeFalse();
        confirmed.Enforced.ShouldBe(await scene.NewestFencedAsync());
        scene.Fencing.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Fence_6_FenceFailsInTheAdminApi_Is503Problem()
    {
        await using var scene = await FenceScene.StartAsync();
        scene.Fencing.Fail();

        var answer = await scene.SendAsync(Revocation.Suspension);
        var refused = await scene.SendAsync(Revocation.Removal);
        var unknown = await scene.Acme.GetAsync("Users");

        foreach (var problem in new[] { answer, refused })
        {
            problem.StatusNumber.ShouldBe(503);
            problem.ContentType.ShouldBe("application/problem+json");
            problem.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
        }

        unknown.StatusNumber.ShouldBe(503);
        unknown.ContentType.ShouldBe("application/scim+json");
        unknown.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Fence_6_ReportThatFails_IsLogged()
    {
        await using var scene = await FenceScene.StartAsync("report");
        scene.Fencing.Fail();

        (await scene.SendAsync(Revocation.Deactivation)).Enforced.ShouldBe("pending");

        await Eventually.TrueAsync(() => scene.Server.Logs.Any(log => log.Id.Id == EventIds.ReportedNotConfirmed), "event 3031");
        scene.Server.Logs.Single(log => log.Id.Id == EventIds.ReportedNotConfirmed).Level.ShouldBe(LogLevel.Warning);
    }

    [Fact]
    public async Task Fence_6_ReportThatFails_IsTriedAgainAfterAWhile()
    {
        await using var scene = await FenceScene.StartAsync("report");
        scene.Fencing.Fail();
        await scene.SendAsync(Revocation.Deactivation);
        await Eventually.TrueAsync(() => scene.Server.Logs.Any(log => log.Id.Id == EventIds.ReportedNotConfirmed), "event 3031");
        scene.Fencing.Release();

        scene.Server.Time.Advance(FencedAnswers.RetryAfter);

        await Eventually.TrueAsync(() => scene.Server.Logs.Any(log => log.Id.Id == EventIds.ReportedEnforced), "event 3030");
        scene.Server.Logs.Single(log => log.Id.Id == EventIds.ReportedEnforced).GetStructuredStateValue("Version").ShouldBe(await scene.NewestFencedAsync());
    }

    [Fact]
    public async Task Fence_2_RetryAfterARestart_PassesTheFenceAgain()
    {
        using var folder = new TestFolder();
        string user;
        Uri path;
        await using (var first = await ScimServer.StartAsync(new FakeFencing(), folder))
        {
            using var scim = await first.ConnectAsync();
            user = await scim.AddUserAsync("ann");
            path = new Uri(scim.BasePath + "Users/" + user, UriKind.Relative);
            await scim.DeleteAsync("Users/" + user);
        }

        // A scim that has just started knows of nothing that it is fenced (FENCE section 3 g).
        var fencing = new FakeFencing();
        fencing.Hold();
        await using var second = await ScimServer.StartAsync(fencing, folder);
        var token = await second.Admin.PostAsync("connections/okta-1/tokens", "{}");
        using var http = ScimServer.NewClient(second.BaseAddress, token.At("token")!.GetValue<string>());

        var asking = http.DeleteAsync(path, TestContext.Current.CancellationToken);
        await fencing.UntilWaitingAsync(1, asking);

        asking.IsCompleted.ShouldBeFalse("it was answered before the fence");
        fencing.Release();
        var answer = await Answer.ReadAsync(await asking);
        answer.StatusNumber.ShouldBe(404);
        answer.Enforced.ShouldNotBeNull();
    }

    [Fact]
    public async Task Fence_6_RequestOfSeveralTransactions_IsFencedOnce()
    {
        await using var scene = await FenceScene.StartAsync();
        await scene.ConfigureAsync("strict", fenceLosses: true);
        var users = await scene.Server.FillAsync("okta-1", Scim.Storage.MembershipWriter.BatchSize + 10);
        var group = await scene.Acme.AddGroupAsync("Everyone", users);
        var before = (scene.Fencing.Asked.Count, (await new StoredLog(scene.Server).HeadAsync()).Version);

        var deleted = await scene.Acme.DeleteAsync("Groups/" + group);

        deleted.StatusNumber.ShouldBe(204);
        (await new StoredLog(scene.Server).EntriesAsync(before.Version)).Select(entry => entry.Fenced).ShouldBe([true, true]);
        scene.Fencing.Asked.Count.ShouldBe(before.Count + 1);
        deleted.Enforced.ShouldBe(await scene.NewestFencedAsync());
    }

    [Theory]
    [InlineData(""","fence":"lax" """, 400)]
    [InlineData(""","fence":"Strict" """, 400)]
    [InlineData(""","fence":0""", 400)]
    [InlineData(""","fenceLosses":"yes" """, 400)]
    [InlineData(""","fenceLosses":null""", 400)]
    [InlineData(""","fence":null""", 200, "strict", false)]
    [InlineData("", 200, "strict", false)]
    [InlineData(""","fence":"report","fenceLosses":true""", 200, "report", true)]
    [InlineData(""","fence":"off" """, 200, "off", false)]
    public async Task Connection_Put_SetsTheFence(string members, int status, string? fence = null, bool fenceLosses = false)
    {
        await using var server = await ScimServer.StartAsync();
        await server.Admin.PutAsync("tenants/acme", """{"suspended":false}""");
        await server.Admin.PutAsync("connections/okta-1", """{"tenant":"acme","fence":"report","fenceLosses":true}""");

        var answer = await server.Admin.PutAsync("connections/okta-1", $$"""{"tenant":"acme"{{members}}}""");

        answer.StatusNumber.ShouldBe(status, answer.Text);
        if (fence is null)
            return;
        answer.At("fence")!.GetValue<string>().ShouldBe(fence);
        answer.At("fenceLosses")!.GetValue<bool>().ShouldBe(fenceLosses);
        (await server.Admin.GetAsync("connections/okta-1")).Text.ShouldBe(answer.Text);
        answer.Version.ShouldBe(fence == "report" ? 2 : 3);
    }
}
