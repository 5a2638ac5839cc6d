using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using EdgeGuard.Cli.Clients;
using EdgeGuard.Cli.Commands;
using EdgeGuard.Cli.Verify.Live;

namespace EdgeGuard.Cli.Verify;

/// <summary>What the steps share: the deployment's clients, and the names and ids of the story so far.</summary>
internal sealed class VerifyContext : IDisposable
{
    private readonly JsonApi _issuer;
    private ScimConnection? _connection;

    public VerifyContext(VerifyTarget target, VerifyOptions options, string run, TimeProvider time)
    {
        Options = options;
        Time = time;
        Tenant = $"verify-{run}";
        Scim = target.Scim;
        Admin = new JsonApi("scim's admin API", new Uri(target.Scim, "admin/v1/"), target.AdminKey, "application/json", time);
        _issuer = new JsonApi("the test issuer", target.Issuer, bearer: null, "application/json", time);
        Edges = [.. target.Edges.Select(edge => new EdgeUnderTest(edge, target.CallerKey, time))];
        Propagation = new Propagation(Edges, options.HangBound, time);
    }

    public VerifyOptions Options { get; }

    public TimeProvider Time { get; }

    public IReadOnlyList<EdgeUnderTest> Edges { get; }

    public Propagation Propagation { get; }

    public JsonApi Admin { get; }

    public Uri Scim { get; }

    /// <summary>Key of the tenant, and of its one connection and rule.</summary>
    public string Tenant { get; }

    /// <summary>The provider's side of the connection.</summary>
    /// <exception cref="StepFailedException">The first step, which makes it, has not succeeded.</exception>
    public ScimConnection Connection
    {
        get => _connection ?? throw new StepFailedException("there is no connection to provision over");
        set => _connection = value;
    }

    /// <summary>The user that the story is about.</summary>
    public StoryUser User { get; } = new("00u1", "scim.user+1");

    /// <summary>A user of the same tenant to whom nothing may happen.</summary>
    public StoryUser Neighbour { get; } = new("00u2", "neighbour");

    public string ViewerGroup { get; set; } = "";

    public string AdminGroup { get; set; } = "";

    /// <summary>Token that the user got before anything happened to them.</summary>
    public string Token { get; set; } = "";

    /// <summary>What the user has open.</summary>
    public List<LiveConnection> Live { get; } = [];

    /// <summary>What another user of the same tenant has open through the same edges.</summary>
    public List<LiveConnection> NeighbourLive { get; } = [];

    /// <summary>Seen on the way by the step that creates the user, shown by the one that it belongs to.</summary>
    public Enforcement? FirstSight { get; set; }

    /// <summary>
    /// Fails at once, and clearly, when a part of the deployment is not there. Each kind of request is made once on every edge, so
    /// that the times of the story are those of the edges at work and not of their first request ever.
    /// </summary>
    /// <exception cref="CliException">Something does not answer.</exception>
    public async Task CheckReachableAsync(CancellationToken cancellationToken)
    {
        var tenants = await Admin.SendAsync(HttpMethod.Get, "tenants", body: null, cancellationToken);
        if (!tenants.IsSuccess)
            throw new CliException($"scim's admin API answered {tenants.Describe()}; is the admin key the right one?");
        var issued = await AskForTokenAsync(User.ExternalId, cancellationToken);
        if (issued.Text("access_token") is not { } token)
            throw new CliException($"the issuer answered {issued.Describe()} when asked for a token; it must be a test issuer.");
        foreach (var edge in Edges)
        {
            await edge.CheckAsync(Questions.Permission(Tenant, User.ExternalId, Permissions.Read), cancellationToken);
            await edge.AskProxyAsync(HttpMethod.Get, "public", token: null, cancellationToken);
            await edge.AskProxyAsync(HttpMethod.Get, "documents", token, cancellationToken);
        }
    }

    /// <summary>Gets an access token for the user with this externalId.</summary>
    public async Task<string> NewTokenAsync(string externalId, CancellationToken cancellationToken)
    {
        var reply = Expect.Status(await AskForTokenAsync(externalId, cancellationToken), HttpStatusCode.OK, "POST /token");
        return Expect.Present(reply.Text("access_token"), "access_token");
    }

    /// <summary>A sentence part such as <c>3 edges</c>.</summary>
    public string AllEdges => string.Create(CultureInfo.InvariantCulture, $"{Edges.Count} {(Edges.Count == 1 ? "edge" : "edges")}");

    public void Dispose()
    {
        foreach (var connection in Live.Concat(NeighbourLive))
            connection.Dispose();
        foreach (var edge in Edges)
            edge.Dispose();
        _connection?.Dispose();
        _issuer.Dispose();
        Admin.Dispose();
    }

    private Task<JsonReply> AskForTokenAsync(string externalId, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["sub"] = externalId, ["tenant"] = Tenant, ["lifetimeSeconds"] = 3_600 };
        return _issuer.SendAsync(HttpMethod.Post, "token", body, cancellationToken);
    }
}
