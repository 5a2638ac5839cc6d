using CsCheck;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Reference.Generators;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Histories: a state to begin with, then changes and questions in turn. A step is a change or an <see cref="Ask"/>.</summary>
internal static class History
{
    private static readonly Gen<object[]> OfEverything = Gen.Select(
        Changes.Founding, Changes.One.Array[20, 60], Turns(Changes.Some, Asks.One), (founding, changes, turns) => Joined(founding, changes, turns));

    // From nothing, so that much of it goes again.
    private static readonly Gen<object[]> OfDirectory = Turns(Changes.OfDirectory.Array[8, 20], Asks.One);

    private static readonly Gen<object[]> OfRules = Gen.Select(
        Changes.Directory, Turns(Changes.OfRules.Array[2, 6], Asks.OfFeatures), (founding, turns) => Joined(founding, [], turns));

    private static readonly Gen<object[]> OfGrants = Gen.Select(
        Changes.Directory, Changes.OfGrants.Array[20, 40], Turns(Changes.OfGrants.Array[1, 6], Asks.OfResources),
        (founding, changes, turns) => Joined(founding, changes, turns));

    public static Gen<object[]> Any { get; } = Gen.Frequency((6, OfEverything), (2, OfDirectory), (2, OfRules), (2, OfGrants));

    private static Gen<object[]> Turns(Gen<Change[]> changes, Gen<Ask> ask) =>
        Gen.Select(changes, ask.Array[8, 16], (some, asks) => some.Concat<object>(asks)).Array[4, 12].Select(turns => turns.SelectMany(turn => turn).ToArray());

    private static object[] Joined(Change[] founding, Change[] changes, object[] turns) => [.. founding, .. changes, .. turns];
}
