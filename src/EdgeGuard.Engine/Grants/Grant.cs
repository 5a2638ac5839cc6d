using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>What may be done and when, ready for questions. Immutable.</summary>
internal sealed class Grant(string permission, ActivePeriod period)
{
    /// <summary>A permission pattern (SEMANTICS section 7.2).</summary>
    public string Permission => permission;

    public ActivePeriod Period => period;

    public bool IsPattern { get; } = Pattern.IsPattern(permission);

    public bool Covers(string name, long now) =>
        period.Contains(now) && Pattern.Covers(permission, name);
}
