using System.Diagnostics.Metrics;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// Instruments of token validation: <c>edgeguard.token.validations</c> by outcome and <c>edgeguard.token.key_refreshes</c> by issuer and
/// outcome.
/// </summary>
internal sealed class TokenMetrics
{
    /// <summary>Name of the meter: that of the assembly.</summary>
    public const string MeterName = "edgeguard-edge";

    private const string Outcome = "outcome";

    // The tag values of TokenFault, made once: TooLong is "too_long".
    private static readonly string[] Faults = [.. Enum.GetNames<TokenFault>().Select(ToSnakeCase)];

    private readonly Counter<long> _validations;
    private readonly Counter<long> _refreshes;

    public TokenMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _validations = meter.CreateCounter<long>("edgeguard.token.validations", "{token}", "Bearer tokens looked at, by outcome.");
        _refreshes = meter.CreateCounter<long>("edgeguard.token.key_refreshes", "{refresh}", "Reads of issuers' key sets, by issuer and outcome.");
    }

    /// <summary>Counts a token that the cache answered.</summary>
    public void Cached()
    {
        if (_validations.Enabled)
            _validations.Add(1, new KeyValuePair<string, object?>(Outcome, "cached"));
    }

    /// <summary>Counts a token that was validated in full.</summary>
    public void Validated(TokenFault fault)
    {
        if (_validations.Enabled)
            _validations.Add(1, new KeyValuePair<string, object?>(Outcome, fault == TokenFault.None ? "valid" : Faults[(int)fault]));
    }

    /// <summary>Counts a read of an issuer's keys.</summary>
    public void KeysRefreshed(string issuer, bool succeeded)
    {
        if (_refreshes.Enabled)
        {
            _refreshes.Add(
                1, new KeyValuePair<string, object?>("issuer", issuer), new KeyValuePair<string, object?>(Outcome, succeeded ? "ok" : "failed"));
        }
    }

    private static string ToSnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
