using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Documents;

/// <summary>A plan given to a tenant or user. Immutable.</summary>
/// <param name="Plan">Its key.</param>
/// <param name="ExpiresAt">Unix milliseconds, or −1 for never.</param>
/// <param name="Place">Where it stands.</param>
public sealed record PlanAssignmentEntry(string Plan, long ExpiresAt, DocumentPlace Place)
{
    /// <summary>Whether it also counts in the tenants below.</summary>
    public bool Inherit { get; init; }

    /// <summary>Unix milliseconds, or <see cref="ActivePeriod.Beginning"/>.</summary>
    public long From { get; init; } = ActivePeriod.Beginning;
}
