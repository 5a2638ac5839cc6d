namespace EdgeGuard.EndToEnd.Tests.Histories;

/// <summary>A time in which an edge may refuse good requests, because the test has taken something away that it needs (FENCE section 4).</summary>
/// <param name="Edge">Which edge; null for all.</param>
/// <param name="From">Since when.</param>
/// <param name="To">Until when.</param>
/// <param name="Answers">How it may refuse; none named for any way.</param>
internal sealed record Window(string? Edge, long From, long To, params string[] Answers)
{
    public const string Stale = "SNAPSHOT_STALE";

    public bool Explains(Probe probe) =>
        (Edge is null || Edge == probe.Edge) && probe.Received >= From && probe.Sent <= To && (Answers.Length == 0 || Answers.Contains(probe.Answer));
}
