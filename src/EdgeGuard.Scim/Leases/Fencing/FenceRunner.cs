using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Scim.Leases.Fencing;

/// <summary>
/// Drives one fence (FENCE section 2 step 6), of where the log stood at the version that is waited for: (1) begins it, (2) reads the scims afterwards, (3) asks each of the others while it asks
/// itself, (4) looks again whenever an answer or a report has come and at the instants at which time alone decides. Thread-safe.
/// </summary>
internal sealed partial class FenceRunner(
    LeaseAuthority authority, LeaseStore store, ScimCalls calls, FenceWaits waits, LeaseAlarms alarms, LeaseTime time, TermsInForce terms,
    ILogger<FenceRunner> logger)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(20);

    /// <summary>Never throws.</summary>
    /// <param name="head">The end of the log as it was seen by who waits.</param>
    /// <param name="version">What is waited for, at most the head's.</param>
    /// <param name="stoppingToken">The host stops.</param>
    public async Task<FenceOutcome> RunAsync(LogHead head, long version, CancellationToken stoppingToken)
    {
        var alarm = waits.Open();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        try
        {
            var place = await PlaceAsync(head, version, stoppingToken);
            var fence = authority.BeginFence(place); // (1)
            if (fence.State == FenceState.Waiting && await ReadAsync(stoppingToken) is { } reading) // (2)
            {
                terms.See(reading.Terms);
                foreach (var call in authority.Plan(fence, reading)) // (3)
                    _ = AskAsync(fence, call, alarm, ending.Token);
                await WaitAsync(fence, alarm, stoppingToken); // (4)
            }

            return fence.State == FenceState.Failed || (fence.State == FenceState.Waiting && !authority.IsFenced(place.Epoch, place.Version)) ? FenceOutcome.Failed
                : fence.DueAt is { } dueAt && time.Now >= dueAt ? FenceOutcome.Time
                : FenceOutcome.Confirmed;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return FenceOutcome.Failed;
        }
        catch (Exception e)
        {
            Log.Failed(logger, version, e);
            return FenceOutcome.Failed;
        }
        finally
        {
            await ending.CancelAsync();
            waits.Close(alarm);
        }
    }

    /// <summary>
    /// Where the log stood at the version: what follows it without the flag would be waited for until the edges' next Asks. The head
    /// covers it too, where the log does not have it (any more).
    /// </summary>
    private async Task<LogHead> PlaceAsync(LogHead head, long version, CancellationToken stoppingToken)
    {
        if (version == head.Version)
            return head;
        try
        {
            return await store.FindAsync(head.Epoch, version, stoppingToken) ?? head;
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            return head;
        }
    }

    /// <summary>A failed read is repeated, for 2 W.</summary>
    private async Task<ScimReading?> ReadAsync(CancellationToken stoppingToken)
    {
        using var limit = LeaseTime.Limit(2 * terms.Wait, stoppingToken);
        var retry = FirstRetry;
        while (true)
        {
            try
            {
                return await store.ReadScimsAsync(limit.Token);
            }
            catch (Exception) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(retry, TimeProvider.System, limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                retry *= 2;
            }
            catch (Exception e)
            {
                stoppingToken.ThrowIfCancellationRequested();
                Log.NotRead(logger, e.Message);
                return null;
            }
        }
    }

    private async Task AskAsync(Fence fence, FenceCall call, LeaseAlarm alarm, CancellationToken cancellationToken)
    {
        // Beyond its time the answer is of no use.
        using var limit = LeaseTime.Limit((fence.DueAt ?? 0) - time.Now, cancellationToken);
        if (!await calls.IsConfirmedAsync(call, limit.Token))
            return;
        authority.Answer(fence, call.Request.Scim);
        alarm.Ring();
    }

    private async Task WaitAsync(Fence fence, LeaseAlarm alarm, CancellationToken stoppingToken)
    {
        while (authority.Check(fence) == FenceState.Waiting && !authority.IsFenced(fence.Version.Epoch, fence.Version.Version))
        {
            await alarm.WaitAsync(Math.Min(fence.DueAt ?? 0, fence.Own?.LookAt ?? long.MaxValue), stoppingToken);

            // What has been reported may be of a version whose digest only a tick reads.
            if (fence.Own is { State: ConfirmationState.Waiting })
                alarms.Tick.Ring();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.FenceFailed, LogLevel.Error, "The fence of version {Version} failed: it is not acknowledged.")]
        public static partial void Failed(ILogger logger, long version, Exception e);

        [LoggerMessage(EventIds.ScimsNotRead, LogLevel.Error, "The scims cannot be read from the database, so nothing can be fenced: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
