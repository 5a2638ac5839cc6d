using CsCheck;
using EdgeGuard.Engine.Tests.Reference.Generators;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Histories: a state to begin with, then changes and questions in turn. A step is a change or an <see cref="Ask"/>.</summary>
internal static class History
{
    public static Gen<object[]> Any { get; } = Gen.Select(
        Changes.Founding,
        Changes.One.Array[20, 60],
        Gen.Select(Changes.Some, Asks.One.Array[4, 12], (changes, asks) => changes.Concat<object>(asks)).Array[4, 12],
        (founding, changes, turns) => founding.Concat<object>(changes).Concat(turns.SelectMany(turn => turn)).ToArray());
}
