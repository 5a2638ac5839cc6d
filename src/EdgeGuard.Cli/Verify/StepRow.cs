namespace EdgeGuard.Cli.Verify;

/// <summary>One row of the report.</summary>
internal sealed record StepRow(string Id, string Title, bool Passed, string Seen, Enforcement? Enforcement, IReadOnlyList<Distribution> Distributions);
