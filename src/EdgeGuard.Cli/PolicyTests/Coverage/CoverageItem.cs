using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Cli.PolicyTests.Coverage;

/// <summary>Something of a state that cases should exercise.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">What it is called, in words.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Without">The changes that take it out of the state.</param>
/// <param name="Widened">The changes that make it give everything that it could; of a rule, those that turn it round.</param>
internal sealed record CoverageItem(
    CoverageKind Kind, string Name, DocumentPlace Place, IReadOnlyList<Change> Without, IReadOnlyList<Change> Widened)
{
    /// <summary>The features that it may give; none for roles and grants.</summary>
    public ImmutableArray<string> Features { get; init; } = [];

    /// <summary>The same entry in several states, as when many documents use one, is counted once.</summary>
    public (string Source, string Pointer, DocumentPosition Position, string Name) Identity => (Place.Source, Place.JsonPointer, Place.Position, Name);
}
