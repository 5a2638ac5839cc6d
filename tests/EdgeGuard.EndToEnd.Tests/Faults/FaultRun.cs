using EdgeGuard.EndToEnd.Tests.Environment;
using EdgeGuard.EndToEnd.Tests.Histories;
using EdgeGuard.Testing;

namespace EdgeGuard.EndToEnd.Tests.Faults;

/// <summary>
/// An environment with relays, a customer in it, a bystander who must always be served, and the prober that asks for everybody at
/// every edge from the beginning to the end.
/// </summary>
internal sealed class FaultRun : IAsyncDisposable
{
    public const string Bystander = "bob";
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    /// <summary>Requests that must have been made before anything is broken, and after everything is well again.</summary>
    private const int Quiet = 50;

    private readonly List<Deactivation> _deactivations = [];
    private readonly List<Window> _windows = [];

    private FaultRun(RelayedEnvironment environment, Customer customer)
    {
        Environment = environment;
        Customer = customer;
        Edges = [.. environment.Endpoints.Edges.Select(e => new EdgeProbe(e))];
        Prober = new Prober(customer);
    }

    public RelayedEnvironment Environment { get; }

    public Customer Customer { get; }

    public IReadOnlyList<EdgeProbe> Edges { get; }

    public Prober Prober { get; }

    /// <summary>How often a test plays its fault, each time with another user: 1, or the number in <c>EDGEGUARD_FAULT_ROUNDS</c>.</summary>
    public static int Rounds { get; } = int.TryParse(System.Environment.GetEnvironmentVariable("EDGEGUARD_FAULT_ROUNDS"), out var rounds) ? rounds : 1;

    private string Group { get; set; } = "";

    public static async Task<FaultRun> StartAsync(string? lease = null)
    {
        var environment = await RelayedEnvironment.StartAsync(lease);
        FaultRun? run = null;
        try
        {
            run = new FaultRun(environment, await Customer.CreateAsync(environment.Endpoints));
            var bob = await run.Customer.AddUserAsync(Bystander);
            run.Group = await run.Customer.AddGroupAsync("SaaS-viewer", bob);
            await run.UntilEveryEdgeAnswersAsync(Bystander, Probe.Allow);
            await run.Prober.StartAsync(run.Edges, Bystander);
            return run;
        }
        catch
        {
            if (run is not null)
                await run.DisposeAsync();
            else
                await environment.DisposeAsync();
            throw;
        }
    }

    /// <summary>A user who may read, probed at every edge from now on.</summary>
    /// <returns>The user's id.</returns>
    public async Task<string> AddUserAsync(string name)
    {
        var id = await Customer.AddUserAsync(name);
        await Customer.AddMembersAsync(Group, id);
        await UntilEveryEdgeAnswersAsync(name, Probe.Allow);
        await Prober.StartAsync(Edges, name);
        await QuietAsync();
        return id;
    }

    /// <summary>The provider was acknowledged: from here on nothing may be allowed.</summary>
    public void Acknowledged(string user, ProviderAnswer answer, long? firstSent = null)
    {
        answer.Status.ShouldBe(200, $"the deactivation of {user} after {answer.Took.TotalSeconds:0.00} s");
        _deactivations.Add(new Deactivation(user, firstSent ?? answer.Sent, answer.Received));
    }

    /// <summary>Between <paramref name="from"/> and now an edge (null: any) could not serve, and may have said so.</summary>
    public void Explain(string? edge, long from, params string[] answers) => _windows.Add(new Window(edge, from, Prober.Now, answers));

    /// <summary>Waits until every edge has a lease again, denies the user, and serves the bystander.</summary>
    public async Task UntilWellAsync(string user)
    {
        foreach (var edge in Edges)
            await Eventually.TrueAsync(edge.IsFreshAsync, $"{edge.Endpoint.Name} has a lease again", Bound);
        await UntilEveryEdgeAnswersAsync(user, Deactivation.Reason);
        await UntilEveryEdgeAnswersAsync(Bystander, Probe.Allow);
    }

    public async Task UntilAnswersAsync(EdgeProbe edge, string user, string answer)
    {
        var last = "";
        try
        {
            await Eventually.TrueAsync(
                async () => (last = await edge.AskAsync(Customer.Tenant, user, "documents.read")) == answer, $"{edge.Endpoint.Name} answers {answer} for {user}", Bound);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It answers {last}.", e);
        }
    }

    /// <summary>Lets every loop make some more requests.</summary>
    public async Task QuietAsync()
    {
        var before = Prober.Probes.Count;
        var enough = before + (Quiet * Edges.Count);
        await Eventually.TrueAsync(() => Prober.Probes.Count >= enough, "the prober goes on", Bound);
    }

    /// <summary>Ends the probing and holds all of it against what was acknowledged.</summary>
    public async Task CheckAsync()
    {
        await QuietAsync();
        await Prober.StopAsync();
        HistoryChecker.Check(Prober.Probes, _deactivations, _windows);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Prober.Probes.Count} requests, {_deactivations.Count} acknowledged deactivations, 0 wrong allows, 0 unexplained refusals");
    }

    public async ValueTask DisposeAsync()
    {
        await Prober.DisposeAsync();
        foreach (var edge in Edges)
            edge.Dispose();
        Customer.Dispose();
        await Environment.DisposeAsync();
    }

    private async Task UntilEveryEdgeAnswersAsync(string user, string answer)
    {
        foreach (var edge in Edges)
            await UntilAnswersAsync(edge, user, answer);
    }
}
