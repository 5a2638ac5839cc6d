using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Endpoints;

/// <summary>A group with more members than one entry of the log may take out.</summary>
public sealed class LargeGroupTests : IAsyncLifetime
{
    private const int Members = MembershipWriter.BatchSize + 10;

    private ScimServer _server = null!;
    private ScimClient _scim = null!;
    private IReadOnlyList<string> _users = [];
    private string _group = "";
    private long _version;

    public async ValueTask InitializeAsync()
    {
        _server = await ScimServer.StartAsync();
        _scim = await _server.ConnectAsync();
        _users = await _server.FillAsync("okta-1", Members);
        _group = await _scim.AddGroupAsync("Everyone", _users);
        _version = (await new StoredLog(_server).HeadAsync()).Version;
    }

    [Fact]
    public async Task Delete_LargeGroup_GoesInBoundedEntries()
    {
        (await _scim.DeleteAsync("Groups/" + _group)).StatusNumber.ShouldBe(204);

        (await _scim.GetAsync("Groups/" + _group)).StatusNumber.ShouldBe(404);
        await ShouldBeBoundedAsync(entries: 2);
    }

    [Fact]
    public async Task Put_LargeGroupKeepsTwo_RefusesWholeOrAnswersThoseAndTheNewName()
    {
        string[] kept = [_users[3], _users[^1]];
        (await _scim.PutAsync("Groups/" + _group, ScimClient.Group("Few", kept), ifMatch: "W/\"99\"")).StatusNumber.ShouldBe(412);
        (await _scim.PutAsync("Groups/" + _group, ScimClient.Group("Few", "nobody"))).StatusNumber.ShouldBe(400);
        (await new StoredLog(_server).HeadAsync()).Version.ShouldBe(_version);

        var answer = await _scim.PutAsync("Groups/" + _group, ScimClient.Group("Few", kept));

        answer.StatusNumber.ShouldBe(200, answer.Text);
        answer.At("displayName")!.GetValue<string>().ShouldBe("Few");
        answer.At("members")!.AsArray().Select(member => member!["value"]!.GetValue<string>()).ShouldBe(kept, ignoreOrder: true);
        (await _scim.GetAsync("Groups/" + _group)).ETag.ShouldBe(answer.ETag);
        await ShouldBeBoundedAsync(entries: 2);
    }

    [Fact]
    public async Task Patch_LargeGroupEmptiedThenOneAdded_HasThatOne()
    {
        var answer = await _scim.PatchAsync(
            "Groups/" + _group,
            $$"""{"op":"remove","path":"members"},{"op":"add","path":"members","value":[{"value":"{{_users[7]}}"}]}""");

        answer.StatusNumber.ShouldBe(204, answer.Text);
        var members = (await _scim.GetAsync("Groups/" + _group)).At("members")!.AsArray();
        members.ShouldHaveSingleItem()!["value"]!.GetValue<string>().ShouldBe(_users[7]);
        await ShouldBeBoundedAsync(entries: 2);
    }

    public async ValueTask DisposeAsync()
    {
        _scim.Dispose();
        await _server.DisposeAsync();
    }

    private async Task ShouldBeBoundedAsync(int entries)
    {
        var log = new StoredLog(_server);
        var written = await log.EntriesAsync(_version);
        written.Count.ShouldBe(entries);
        written.ShouldAllBe(entry => entry.Changes.Length <= MembershipWriter.BatchSize + 1);
        var (head, rows) = await log.StateAsync();
        head.Digest.ShouldBe(log.DigestOf(rows));
    }
}
