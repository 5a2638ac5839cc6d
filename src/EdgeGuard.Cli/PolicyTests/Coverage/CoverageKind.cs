namespace EdgeGuard.Cli.PolicyTests.Coverage;

/// <summary>What is counted.</summary>
internal enum CoverageKind
{
    Role,
    Feature,
    Plan,
    Flag,
    Rule,
    Grant,
}
