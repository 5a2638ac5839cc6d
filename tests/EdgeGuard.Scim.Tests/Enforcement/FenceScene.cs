using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Scim.Tests.Storage;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>
/// Two tenants with a connection each, users and groups, everything fenced; then one revocation whose fence does not end until the test
/// says so.
/// </summary>
internal sealed class FenceScene : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private FenceScene(ScimServer server, FakeFencing fencing, ScimClient acme, ScimClient globex)
    {
        Server = server;
        Fencing = fencing;
        Acme = acme;
        Globex = globex;
    }

    public ScimServer Server { get; }

    public FakeFencing Fencing { get; }

    public ScimClient Acme { get; }

    public ScimClient Globex { get; }

    /// <summary>The user that the revocation is about.</summary>
    public string Ann { get; private set; } = "";

    public string Bob { get; private set; } = "";

    /// <summary>A group of ann and bob.</summary>
    public string Team { get; private set; } = "";

    public Task<Answer>? Revoking { get; private set; }

    /// <param name="fence">The mode of acme's connection.</param>
    public static async Task<FenceScene> StartAsync(string fence = "strict")
    {
        var fencing = new FakeFencing();
        var server = await ScimServer.StartAsync(fencing);
        var scene = new FenceScene(server, fencing, await server.ConnectAsync(), await server.ConnectAsync("globex", "entra-1"));
        await scene.ConfigureAsync(fence, fenceLosses: false);
        scene.Ann = await scene.Acme.AddUserAsync("ann");
        scene.Bob = await scene.Acme.AddUserAsync("bob");
        scene.Team = await scene.Acme.AddGroupAsync("SaaS-viewer", scene.Ann, scene.Bob);
        return scene;
    }

    /// <summary>Revokes; the answer is withheld from here on.</summary>
    public async Task RevokeAsync(Revocation revocation)
    {
        if (revocation == Revocation.Loss)
            await ConfigureAsync("strict", fenceLosses: true);
        Fencing.Hold();
        Revoking = SendAsync(revocation);
        await Fencing.UntilWaitingAsync(1, Revoking);
        Revoking.IsCompleted.ShouldBeFalse($"{revocation} was answered before its fence");
    }

    public Task<Answer> ConfigureAsync(string fence, bool fenceLosses) => Server.Admin.PutAsync(
        "connections/okta-1", $$"""{"tenant":"acme","fence":"{{fence}}","fenceLosses":{{(fenceLosses ? "true" : "false")}}}""");

    public Task<Answer> SendAsync(Revocation revocation) => revocation switch
    {
        Revocation.None => throw new ArgumentOutOfRangeException(nameof(revocation)),
        Revocation.Deactivation => Acme.PatchAsync("Users/" + Ann, """{"op":"replace","path":"active","value":false}"""),
        Revocation.Deletion => Acme.DeleteAsync("Users/" + Ann),
        Revocation.Suspension => Server.Admin.PutAsync("tenants/acme", """{"suspended":true}"""),
        Revocation.Removal => Server.Admin.DeleteAsync("tenants/acme"),
        Revocation.Loss => Acme.PatchAsync("Groups/" + Team, $$"""{"op":"remove","path":"members","value":[{"value":"{{Ann}}"}]}"""),
        _ => throw new ArgumentOutOfRangeException(nameof(revocation)),
    };

    /// <summary>The answer when its time has come: fails when it never does.</summary>
    public static Task<Answer> ArrivedAsync(Task<Answer> answer) => answer.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>The newest version with the fence flag, as a header says it.</summary>
    public async Task<string> NewestFencedAsync() =>
        (await new StoredLog(Server).EntriesAsync()).Last(entry => entry.Fenced).Version.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        Fencing.Release();
        if (Revoking is not null)
            await Revoking;
        Acme.Dispose();
        Globex.Dispose();
        await Server.DisposeAsync();
    }
}
