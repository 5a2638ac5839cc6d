using EdgeGuard.Edge.Telemetry;

namespace EdgeGuard.Edge.Sessions;

/// <summary>Cuts requests in flight whose token expires: one timer for all, at most a second late. Runs until it is stopped.</summary>
internal sealed partial class RequestExpiry(OpenRequests requests, EdgeMetrics metrics, TimeProvider time, ILogger<RequestExpiry> logger)
    : BackgroundService
{
    /// <summary>How often the wheel is looked at.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <summary>Seconds looked at again, for a request that was held up between the check of its token and the register.</summary>
    private const int Overlap = 10;

    private readonly List<OpenRequest> _found = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        var last = time.GetUtcNow().ToUnixTimeSeconds();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            var second = now.ToUnixTimeSeconds();
            // The second looked at last was not over. A clock set back starts from where it stands.
            try
            {
                CutExpired(Math.Min(last, second) - Overlap, second, now.ToUnixTimeMilliseconds());
                last = second;
            }
            catch (Exception e)
            {
                // The next look begins where this one did.
                Log.RequestExpiryFailed(logger, e);
            }
        }
    }

    private void CutExpired(long from, long to, long now)
    {
        requests.Expired(from, to, now, _found);
        var cut = RequestCuts.CutAll(_found, CutCause.Expiry, out var failure);
        if (failure is not null)
            Log.RequestExpiryFailed(logger, failure);
        if (cut == 0)
            return;
        metrics.Cut(cut, CutCause.Expiry);
        Log.RequestsExpired(logger, cut);
    }
}
