using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Decisions;

/// <summary>The look-ups that a batch has under way at once: enough to keep all of a core's outstanding loads busy.</summary>
[InlineArray(Length)]
internal struct KeyProbes
{
    public const int Length = 32;

    private KeyProbe _first;
}
