using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace EdgeGuard.Cli.Verify;

/// <summary>An answer that came through an edge's proxy.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="MediaType">Media type of the body.</param>
/// <param name="Body">JSON body, when it is one.</param>
internal sealed record ProxyAnswer(HttpStatusCode Status, string? MediaType, JsonNode? Body)
{
    public const string ProblemMediaType = "application/problem+json";

    /// <summary>The reason code of a refusal.</summary>
    public string? Reason => MediaType == ProblemMediaType ? (string?)(Body as JsonObject)?["reason"] : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(int)Status}{(Reason is null ? "" : " " + Reason)}");
}
