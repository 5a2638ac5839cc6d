using System.Globalization;
using EdgeGuard.Scim.Leases;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Telemetry;

namespace EdgeGuard.Scim.Enforcement;

/// <summary>
/// Where answers wait: no answer reveals a revocation that is not fenced yet, unless the connection wants it at once (FENCE section 6).
/// Thread-safe.
/// </summary>
internal sealed class AnswerGate(IFencing fencing, BackgroundFences background, AnswerMetrics metrics, TimeProvider time)
{
    private const string Pending = "pending";

    /// <param name="revealed">What the answer shows or implies, from the transactions that it is made of.</param>
    /// <param name="mode">How it stands to the fence.</param>
    /// <param name="cancellationToken">The caller gives up; the fence goes on.</param>
    public async ValueTask<Passage> PassAsync(Revealed revealed, FenceMode mode, CancellationToken cancellationToken)
    {
        if (revealed.IsNothing || mode == FenceMode.Off)
            return Passage.Plain;
        if (fencing.IsFenced(revealed.Head.Epoch, revealed.Version))
        {
            metrics.Answered(AnswerMetrics.Covered);
            return Enforced(revealed);
        }

        if (mode == FenceMode.Report)
        {
            background.Add(revealed.Head, revealed.Version);
            metrics.Answered(AnswerMetrics.BeforeFence);
            return new Passage(IsOpen: true, Pending);
        }

        var started = time.GetTimestamp();
        var done = await fencing.FenceAsync(revealed.Head, revealed.Version, cancellationToken);
        metrics.Waited(done ? AnswerMetrics.AfterWait : AnswerMetrics.Unconfirmed, time.GetElapsedTime(started));
        return done ? Enforced(revealed) : Passage.Closed;
    }

    /// <summary>The answer will not be sent, or tells nothing; what was written by then is fenced all the same.</summary>
    public void Leave(Revealed revealed)
    {
        if (!revealed.IsNothing && !fencing.IsFenced(revealed.Head.Epoch, revealed.Version))
            background.Add(revealed.Head, revealed.Version);
    }

    private static Passage Enforced(Revealed revealed) => new(IsOpen: true, revealed.Version.ToString(CultureInfo.InvariantCulture));
}
