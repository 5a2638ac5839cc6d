using System.Collections.Immutable;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>What was found out about the question itself; see <see cref="Explanation"/>.</summary>
internal readonly record struct Findings(ImmutableArray<Way> Ways, ImmutableArray<Way> NearMisses, ImmutableArray<FeatureFinding> Features)
{
    public static Findings None => new([], [], []);
}
