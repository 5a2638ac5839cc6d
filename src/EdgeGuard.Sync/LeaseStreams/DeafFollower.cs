using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Stands in for a follower that takes nothing from scims: everything comes by Redis then.</summary>
internal sealed class DeafFollower : IFollowerInput
{
    public void Post(ReadOnlyMemory<byte> entry)
    {
    }

    public void Require(LogHead head)
    {
    }

    public ReadOnlyMemory<byte> WitnessOf(LogHead applied) => default;
}
