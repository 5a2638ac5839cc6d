namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>What an exploration found: how much it saw, and the first violation with the way to it.</summary>
internal sealed record Findings(string Name, long States, long Steps, TimeSpan Elapsed, bool IsComplete, string? Violation, IReadOnlyList<string> Trace)
{
    public override string ToString()
    {
        var size = FormattableString.Invariant($"{Name}: {States:N0} states, {Steps:N0} steps, {Elapsed.TotalSeconds:F1} s");
        if (Violation is null)
            return size + (IsComplete ? ", all explored" : string.Empty);
        return $"{size}, after {Trace.Count} acts: {Violation}{System.Environment.NewLine}  {string.Join(System.Environment.NewLine + "  ", Trace)}";
    }
}
