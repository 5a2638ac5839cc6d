using EdgeGuard.EndToEnd.Tests.Environment;
using EdgeGuard.Testing;
using EdgeGuard.V1;

namespace EdgeGuard.EndToEnd.Tests.Faults;

/// <summary>Kill each part once, with a real Redis: nothing acknowledged is lost, and everything recovers by itself.</summary>
[Trait("Category", "Faults")]
public sealed class CrashTests : IAsyncLifetime
{
    private const string Read = "documents.read";
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly RedisServerFixture _redis = new();
    private DevEnvironment _environment = null!;
    private Customer _customer = null!;
    private EdgeProbe[] _edges = null!;
    private string _group = null!;
    private string _ann = null!;

    public async ValueTask InitializeAsync()
    {
        try
        {
            await SetUpAsync();
        }
        catch
        {
            // Nobody disposes of a test that could not be set up.
            await DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var edge in _edges ?? [])
            edge.Dispose();
        _customer?.Dispose();
        if (_environment is not null)
            await _environment.DisposeAsync();
        _redis.Dispose();
    }

    [Fact]
    public async Task Redis_KilledDuringWrites_EdgesGetThemOverTheLeaseStream()
    {
        _redis.Kill();
        await _customer.SetActiveAsync(_ann, active: false);
        foreach (var edge in _edges)
            (await edge.CheckAsync(_customer.Tenant, "ann", Read)).ShouldNotBeNull().Reason.ShouldBe(Reason.UserInactive, "what is acknowledged is enforced");
        var bob = await _customer.AddUserAsync("bob");
        await _customer.AddMembersAsync(_group, bob);
        await EveryEdgeAnswersAsync("bob", Reason.Unspecified);

        _redis.Restart();

        var amy = await _customer.AddUserAsync("amy");
        await _customer.AddMembersAsync(_group, amy);
        await EveryEdgeAnswersAsync("amy", Reason.Unspecified);
        await EveryEdgeIsAtOneVersionAsync();
    }

    [Fact]
    public async Task Scim_KilledAfterAcknowledgedWrites_LosesNone()
    {
        var names = Enumerable.Range(0, 40).Select(i => $"user-{i:00}").ToList();
        var ids = new List<string>();
        foreach (var name in names)
            ids.Add(await _customer.AddUserAsync(name));
        await _customer.AddMembersAsync(_group, [.. ids]);
        await _customer.SetActiveAsync(_ann, active: false);
        var pid = _environment.Endpoints.Pid("scim");

        ProgramProcess.Kill(pid);

        await Eventually.TrueAsync(async () => await _customer.TryListAsync() is not null, "scim is back", Bound);
        _environment.Endpoints.Pid("scim").ShouldNotBe(pid);
        (await _customer.TryListAsync()).ShouldBe(["ann", .. names]);
        (await _customer.GetUserAsync(_ann))["active"]!.GetValue<bool>().ShouldBeFalse();
        await EveryEdgeAnswersAsync("ann", Reason.UserInactive);
        foreach (var name in names)
            await EveryEdgeAnswersAsync(name, Reason.Unspecified);

        await _customer.SetActiveAsync(ids[0], active: false);
        await EveryEdgeAnswersAsync(names[0], Reason.UserInactive);
        await EveryEdgeIsAtOneVersionAsync();
    }

    [Fact]
    public async Task Edge_KilledDuringADeactivation_DeniesWhenItReturns()
    {
        var token = await _customer.NewTokenAsync("ann");
        (await _edges[1].GetDocumentsAsync(token)).ShouldBe(200);
        var pid = _environment.Endpoints.Pid(_edges[1].Endpoint.Name);

        ProgramProcess.Kill(pid);
        await _customer.SetActiveAsync(_ann, active: false);

        int? status = null;
        await Eventually.TrueAsync(
            async () => (status = await _edges[1].GetDocumentsAsync(token)) is not (null or 503), "the edge is back", Bound);
        status.ShouldBe(403, "no request after the restart may pass");
        await EveryEdgeAnswersAsync("ann", Reason.UserInactive);
        await EveryEdgeIsAtOneVersionAsync();
    }

    private async Task SetUpAsync()
    {
        _environment = await DevEnvironment.StartAsync("--redis", _redis.ConnectionString, "--lease", "2s");
        _edges = [.. _environment.Endpoints.Edges.Select(e => new EdgeProbe(e))];
        _customer = await Customer.CreateAsync(_environment.Endpoints);
        _ann = await _customer.AddUserAsync("ann");
        _group = await _customer.AddGroupAsync("SaaS-viewer", _ann);
        await EveryEdgeAnswersAsync("ann", Reason.Unspecified);
    }

    private async Task EveryEdgeAnswersAsync(string externalId, Reason reason)
    {
        foreach (var edge in _edges)
        {
            CheckResponse? last = null;
            await Eventually.TrueAsync(
                async () => (last = await edge.CheckAsync(_customer.Tenant, externalId, Read)) is { } answer && answer.Reason == reason,
                $"{edge.Endpoint.Name} answers {reason} for {externalId}",
                Bound);
            last!.Reason.ShouldBe(reason);
        }
    }

    private Task EveryEdgeIsAtOneVersionAsync() =>
        Eventually.TrueAsync(
            async () =>
            {
                var versions = new HashSet<long>();
                foreach (var edge in _edges)
                {
                    if (await EdgeProbe.ReadyAsync(edge.Endpoint) is not { } ready)
                        return false;
                    versions.Add(ready["version"]!.GetValue<long>());
                }

                return versions.Count == 1;
            },
            "the edges agree on a version",
            Bound);
}
