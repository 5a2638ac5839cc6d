using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Telemetry;

/// <summary>The edge's own instruments (meter <c>edgeguard-edge</c>). Thread-safe; costs a field read each while nobody listens.</summary>
internal sealed class EdgeMetrics
{
    public const string MeterName = "edgeguard-edge";

    private static readonly KeyValuePair<string, object?>[] ReasonTags =
        [.. Enum.GetValues<Reason>().Select(reason => Tag("reason", reason == Reason.None ? "ALLOWED" : ReasonCode.Of(reason)))];

    // No reason of a decision: there was none.
    private static readonly KeyValuePair<string, object?> KeysUnavailableTag = Tag("reason", "KEYS_UNAVAILABLE");

    private static readonly KeyValuePair<string, object?>[] CauseTags = [Tag("cause", "change"), Tag("cause", "expiry"), Tag("cause", "lease")];

    private readonly Counter<long> _requests;
    private readonly Counter<long> _checks;
    private readonly Counter<long> _cut;

    public EdgeMetrics(IMeterFactory meters, OpenRequests open)
    {
        var meter = meters.Create(MeterName);
        _requests = meter.CreateCounter<long>("edgeguard.proxy.decisions", "{decision}", "Requests decided at the proxy, by reason.");
        _checks = meter.CreateCounter<long>("edgeguard.checks.decisions", "{decision}", "Checks answered over gRPC, by reason.");
        _cut = meter.CreateCounter<long>("edgeguard.sessions.cut", "{request}", "Requests in flight that were cut, by cause.");
        meter.CreateObservableGauge("edgeguard.sessions.open", () => open.Count, "{request}", "Authorised requests in flight.");
    }

    /// <summary>A request was decided at the proxy.</summary>
    public void Decided(Reason reason)
    {
        if (_requests.Enabled)
            Record(_requests, reason);
    }

    /// <summary>A check was answered.</summary>
    public void Checked(Reason reason)
    {
        if (_checks.Enabled)
            Record(_checks, reason);
    }

    /// <summary>A request could not be decided at the proxy: the token's issuer has no keys.</summary>
    public void RequestUnverifiable() => _requests.Add(1, KeysUnavailableTag);

    /// <summary>The same of a check.</summary>
    public void CheckUnverifiable() => _checks.Add(1, KeysUnavailableTag);

    /// <summary>Requests in flight were cut.</summary>
    public void Cut(int count, CutCause cause) => _cut.Add(count, CauseTags[(int)cause]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Record(Counter<long> counter, Reason reason) => counter.Add(1, ReasonTags[(int)reason]);

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
