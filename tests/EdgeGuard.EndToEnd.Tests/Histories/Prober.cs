using System.Collections.Concurrent;
using EdgeGuard.EndToEnd.Tests.Environment;

namespace EdgeGuard.EndToEnd.Tests.Histories;

/// <summary>Asks every edge for every user, over gRPC and through its proxy, all the time, and keeps every answer.</summary>
internal sealed class Prober : IAsyncDisposable
{
    /// <summary>Between two requests of one loop.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(25);

    private readonly ConcurrentQueue<Probe> _probes = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Task> _loops = [];
    private readonly Customer _customer;

    public Prober(Customer customer) => _customer = customer;

    public static long Now => TimeProvider.System.GetTimestamp();

    public IReadOnlyList<Probe> Probes => [.. _probes];

    /// <summary>Adds loops for a user at each edge. More than once is fine: another loop does not wait for what the first waits for.</summary>
    public async Task StartAsync(IEnumerable<EdgeProbe> edges, params string[] users)
    {
        foreach (var user in users)
        {
            var token = await _customer.NewTokenAsync(user);
            foreach (var edge in edges)
            {
                _loops.Add(LoopAsync(edge, "gRPC", user, () => edge.AskAsync(_customer.Tenant, user, "documents.read")));
                _loops.Add(LoopAsync(edge, "proxy", user, () => edge.AskProxyAsync(token)));
            }
        }
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_loops);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task LoopAsync(EdgeProbe edge, string way, string user, Func<Task<string>> askAsync)
    {
        using var timer = new PeriodicTimer(Every, TimeProvider.System);
        while (!_stopping.IsCancellationRequested)
        {
            var sent = Now;
            var answer = await askAsync();
            _probes.Enqueue(new Probe(edge.Endpoint.Name, way, user, sent, Now, answer));
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
