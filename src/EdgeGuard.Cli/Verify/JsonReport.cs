using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeGuard.Cli.Verify;

/// <summary>The report for programs: one JSON document. Times are in milliseconds.</summary>
internal static partial class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = ReportFormat.Default,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    public static string Of(VerifyReport report) => JsonSerializer.Serialize(
        new Document(
            report.Passed, report.Strict, report.Tenant, report.Edges,
            [.. report.Rows.Select(row => new Step(
                row.Id, row.Title, row.Passed ? "PASS" : "FAIL", row.Seen,
                row.Enforcement?.AllEdges.TotalMilliseconds,
                row.Enforcement?.ByEdge.ToDictionary(e => e.Key, e => e.Value.TotalMilliseconds, StringComparer.Ordinal),
                row.Distributions.Count == 0 ? null : [.. row.Distributions.Select(Of)],
                row.Differences.Count == 0 ? null : [.. row.Differences.Select(d => new Difference(d.Name, d.P50.TotalMilliseconds, d.P99.TotalMilliseconds))]))]),
        Options);

    private static Times Of(Distribution d) => new(
        d.Name, d.Count, d.P50.TotalMilliseconds, d.P99.TotalMilliseconds, d.P999.TotalMilliseconds, d.Max.TotalMilliseconds);

    private sealed record Document(bool Passed, bool Strict, string Tenant, IReadOnlyList<string> Edges, IReadOnlyList<Step> Steps);

    private sealed record Step(
        string Id, string Title, string Result, string Seen, double? AllEdges, IReadOnlyDictionary<string, double>? ByEdge, IReadOnlyList<Times>? Times,
        IReadOnlyList<Difference>? Differences);

    private sealed record Times(string Name, long Count, double P50, double P99, double P999, double Max);

    private sealed record Difference(string Name, double P50, double P99);

    [JsonSerializable(typeof(Document))]
    private sealed partial class ReportFormat : JsonSerializerContext;
}
