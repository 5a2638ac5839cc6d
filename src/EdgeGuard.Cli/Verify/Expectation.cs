using EdgeGuard.Cli.Clients;
using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify;

/// <summary>An answer that every edge must come to give: to a check, and, when a path is named, through its proxy.</summary>
internal sealed record Expectation
{
    public required CheckRequest Check { get; init; }

    /// <summary><see cref="Reason.Unspecified"/>: allowed.</summary>
    public Reason Reason { get; init; }

    /// <summary>The same question as a request through the proxy; null for none.</summary>
    public ProxyExpectation? Proxy { get; init; }

    public bool IsMetBy(CheckResponse response) => response.Allowed == (Reason == Reason.Unspecified) && response.Reason == Reason;

    public static string Describe(CheckResponse response) => response.Allowed ? "allow" : $"deny {Questions.Code(response.Reason)}";
}
