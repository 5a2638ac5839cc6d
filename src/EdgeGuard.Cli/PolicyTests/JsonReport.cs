using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using EdgeGuard.Cli.PolicyTests.Coverage;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>The report for programs: one JSON document.</summary>
internal static partial class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = PolicyReportFormat.Default,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public static string Of(SuiteResult result, IReadOnlyList<DocumentFault> warnings) => JsonSerializer.Serialize(
        new Report(
            result.Passed, result.Failed, result.Coverage?.Percent, result.RequiredCoverage,
            [.. result.Cases.Select(Of)],
            result.Coverage is { } coverage ? [.. coverage.Items.Select(i => Of(i, coverage))] : null,
            warnings.Count == 0 ? null : [.. warnings.Select(Of)]),
        Options);

    /// <summary>The report of a run that did not take place.</summary>
    public static string Of(IEnumerable<DocumentFault> faults) => JsonSerializer.Serialize(
        new FaultReport([.. faults.Select(Of)]), Options);

    /// <summary>The report of a run that ended before any document could be judged.</summary>
    public static string Of(string message) => JsonSerializer.Serialize(new FaultReport([new Fault(null, null, null, null, message)]), Options);

    private static Fault Of(DocumentFault fault) =>
        new(fault.Place.Source, fault.Place.Position.Line, fault.Place.Position.Column, fault.Place.JsonPointer, fault.Message);

    private static Case Of(CaseResult result) => new(
        result.Case.Place.Source, result.Case.Place.Position.Line, result.Case.Place.Position.Column, result.Test.Name, result.Case.Name,
        result.Case.Asked, result.Case.Expected.ToString(), Expected.Answer(result.Decision.Reason), result.Passed,
        result.Decision.Warnings == DecisionWarnings.None ? null : result.Decision.Warnings.ToString(),
        result.Passed ? null : [.. FailureText.Of(result)]);

    private static Item Of(CoverageItem item, CoverageReport coverage) => new(
        item.Kind.ToString(), item.Name, item.Place.Source, item.Place.Position.Line, !coverage.Missed.Contains(item));

    private sealed record Report(
        int Passed, int Failed, int? Coverage, int? RequiredCoverage, IReadOnlyList<Case> Cases, IReadOnlyList<Item>? Entries, IReadOnlyList<Fault>? Warnings);

    private sealed record Case(
        string File, int Line, int Column, string? Test, string? Name, string Asked, string Expected, string Got, bool Passed, string? Warnings,
        IReadOnlyList<string>? Explanation);

    private sealed record Item(string Kind, string Name, string File, int Line, bool Exercised);

    private sealed record FaultReport(IReadOnlyList<Fault> Faults);

    private sealed record Fault(string? File, int? Line, int? Column, string? Pointer, string Message);

    [JsonSerializable(typeof(Report))]
    [JsonSerializable(typeof(FaultReport))]
    private sealed partial class PolicyReportFormat : JsonSerializerContext;
}
