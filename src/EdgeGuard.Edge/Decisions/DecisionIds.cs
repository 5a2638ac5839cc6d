using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeGuard.Edge.Decisions;

/// <summary>Numbers decisions from a random start, so that two runs of an edge do not share ids (by chance 2^-64 apart). Thread-safe.</summary>
internal sealed class DecisionIds
{
    private long _last = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(long)));

    /// <summary>Takes <paramref name="count"/> consecutive ids and returns the first.</summary>
    public ulong Take(int count) => unchecked((ulong)(Interlocked.Add(ref _last, count) - count + 1));
}
