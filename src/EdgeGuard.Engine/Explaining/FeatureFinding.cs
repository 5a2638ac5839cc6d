using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Explaining;

/// <summary>What became of one feature. Immutable.</summary>
/// <param name="Feature">Key of the feature.</param>
/// <param name="Reason"><see cref="Reason.None"/> when the subject is entitled to it.</param>
/// <param name="Sources">
/// All that was looked at, in the order of SEMANTICS section 2, up to and with the kind of source that first gave it: later kinds are not asked.
/// </param>
public sealed record FeatureFinding(string Feature, Reason Reason, ImmutableArray<FeatureSource> Sources);
