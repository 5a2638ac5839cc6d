using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Scim.Tests.Hosting;
using static EdgeGuard.Scim.Tests.Providers.Entra;

namespace EdgeGuard.Scim.Tests.Providers;

/// <summary>Entra ID's whole cycle, as it is every 40 minutes: match, create, change, push members in parallel; and again, without effect.</summary>
public sealed class EntraCycleTests
{
    private const int Users = 25;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cycle_InitialThenIncremental_EveryoneIsThereAndTheSecondRunPublishesNothing(bool flagged)
    {
        await using var entra = await ProviderScene.StartAsync(flagged ? Dialect.EntraFlagged : Dialect.Entra);
        (await entra.FilterAsync("Users", $"userName eq \"{Guid.NewGuid()}\"")).Lists();

        var users = await SyncUsersAsync(entra);
        var group = await SyncGroupAsync(entra, users);
        var again = await entra.PublishesNothingAsync(async () =>
        {
            (await SyncUsersAsync(entra)).ShouldBe(users);
            (await SyncGroupAsync(entra, users)).ShouldBe(group);
            return await entra.GetAsync("Groups/" + group);
        });

        again.Is(200);
        (await entra.MembersAsync(group)).ShouldBe(users, ignoreOrder: true);
        var (head, rows) = await entra.Log.StateAsync();
        rows.OfType<Change.MemberAdded>().Count().ShouldBe(Users);
        head.Digest.ShouldBe(entra.Log.DigestOf(rows));
    }

    [Fact]
    public async Task Cycle_FiveParallelPatchesOfOneGroup_LoseNobody()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var users = await SyncUsersAsync(entra);
        var group = await entra.GroupAsync("Team", users.Take(10));

        var answers = await Task.WhenAll(
            entra.PatchAsync("Groups/" + group, Add(users.Skip(10).Take(5))),
            entra.PatchAsync("Groups/" + group, Add(users.Skip(15))),
            entra.PatchAsync("Groups/" + group, Remove(users.Take(3))),
            entra.PatchAsync("Groups/" + group, Remove(users.Skip(3).Take(2))),
            entra.PatchAsync("Groups/" + group, """{"op":"Replace","path":"displayName","value":"Team B"}"""));

        answers.ShouldAllBe(answer => answer.StatusNumber == 204);
        (await entra.MembersAsync(group)).ShouldBe(users.Skip(5), ignoreOrder: true);
        (await entra.GetAsync("Groups/" + group)).Text("displayName").ShouldBe("Team B");
    }

    [Fact]
    public async Task Cycle_SoftDeleteRestoreHardDelete_EachIsEnforced()
    {
        await using var entra = await ProviderScene.StartAsync(Dialect.Entra);
        var ann = (await entra.PostAsync("Users", User("ann", "1"))).Text("id");

        await entra.RevokesAsync(ann, () => entra.PatchAsync("Users/" + ann, """{"op":"Replace","path":"active","value":"False"}"""));
        await entra.PatchAsync("Users/" + ann, """{"op":"Replace","path":"active","value":"True"},{"op":"Replace","path":"displayName","value":"Ann"}""");
        (await entra.IsActiveAsync(ann)).ShouldBeTrue();
        await entra.RevokesAsync(ann, () => entra.PatchAsync("Users/" + ann, """{"op":"Replace","path":"active","value":"False"}"""));
        (await entra.DeleteAsync("Users/" + ann)).Is(204);

        (await entra.Log.StateAsync()).Rows.OfType<Change.UserPut>().ShouldBeEmpty();
    }

    /// <summary>Of each user: look for it, create it where it is not there, else bring it to what it should be.</summary>
    private static async Task<IReadOnlyList<string>> SyncUsersAsync(ProviderScene entra)
    {
        var ids = new List<string>(Users);
        for (var i = 0; i < Users; i++)
        {
            var name = $"user{i}@contoso.com";
            var found = await entra.FilterAsync("Users", $"userName eq \"{name}\"");
            if (found.Is(200).At("totalResults")!.GetValue<int>() == 0)
            {
                ids.Add((await entra.PostAsync("Users", User(name, $"oid-{i}"))).Is(201).Text("id"));
                continue;
            }

            var id = found.Text("Resources/0/id");
            (await entra.PatchAsync(
                "Users/" + id, """{"op":"Replace","path":"active","value":"True"},{"op":"Replace","path":"name.givenName","value":"givenName"}""")).Is(200);
            ids.Add(id);
        }

        return ids;
    }

    /// <summary>Looks for the group, creates it where it is not there, and adds the members by five requests at a time.</summary>
    private static async Task<string> SyncGroupAsync(ProviderScene entra, IReadOnlyList<string> users)
    {
        var found = await entra.FilterAsync("Groups", "displayName eq \"Team\"", "excludedAttributes=members&");
        var group = found.Is(200).At("totalResults")!.GetValue<int>() == 0
            ? (await entra.PostAsync("Groups", Group("Team", "8aa1a0c0"))).Is(201).Text("id")
            : found.Text("Resources/0/id");
        foreach (var five in users.Chunk(5))
        {
            Answer[] answers = await Task.WhenAll(five.Select(user => entra.PatchAsync("Groups/" + group, Add(user))));
            answers.ShouldAllBe(answer => answer.StatusNumber == 204);
        }

        return group;
    }
}
