namespace EdgeGuard.Cli.Verify;

/// <summary>The result of a verification.</summary>
/// <param name="Tenant">The tenant that was made for it.</param>
/// <param name="Strict">Whether times were judged.</param>
/// <param name="Edges">Names of the edges.</param>
/// <param name="Rows">One per step, in order.</param>
internal sealed record VerifyReport(string Tenant, bool Strict, IReadOnlyList<string> Edges, IReadOnlyList<StepRow> Rows)
{
    public bool Passed => Rows.All(row => row.Passed);
}
