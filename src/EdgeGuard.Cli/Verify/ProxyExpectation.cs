using System.Net;

namespace EdgeGuard.Cli.Verify;

/// <summary>What a request through an edge's proxy must come to answer.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Without leading slash.</param>
/// <param name="Token">Access token.</param>
/// <param name="Status">Expected status.</param>
/// <param name="Reason">Expected reason code of a refusal; null when allowed.</param>
internal sealed record ProxyExpectation(HttpMethod Method, string Path, string Token, HttpStatusCode Status, string? Reason = null)
{
    public bool IsMetBy(ProxyAnswer answer) =>
        answer.Status == Status && (Reason is null || string.Equals(answer.Reason, Reason, StringComparison.Ordinal));
}
