using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>One thing that could be added. Immutable.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">Its name, as the kind says; empty for none.</param>
/// <param name="Change">The change that adds it; null where there is none, or where the user that it would name is not known.</param>
public sealed record Addition(AdditionKind Kind, string Name, Change? Change)
{
    /// <summary>Key of the tenant in which, or to which, it is given, when that is one above the one asked in; else empty.</summary>
    public string Above { get; init; } = "";
}
