namespace EdgeGuard.Cli.PolicyTests;

/// <summary>One document of cases, and the state that they are asked in.</summary>
/// <param name="Name">What its author calls it; null for nothing.</param>
/// <param name="State">The state.</param>
/// <param name="Cases">The cases, in the document's order.</param>
internal sealed record PolicyTest(string? Name, TestState State, IReadOnlyList<PolicyCase> Cases);
