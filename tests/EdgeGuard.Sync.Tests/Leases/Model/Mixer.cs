using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>A 128-bit fingerprint of a state: two explored states are taken for one with a probability of about n² / 2^129.</summary>
internal struct Mixer
{
    private ulong _low;
    private ulong _high;

    public Mixer()
    {
        _low = 0x9E3779B97F4A7C15;
        _high = 0xC2B2AE3D27D4EB4F;
    }

    public readonly ulong Low => _low ^ BitOperations.RotateLeft(_high, 32);

    public readonly UInt128 Value => new(_high, _low);

    [UnscopedRef]
    public ref Mixer Add(long value)
    {
        var word = (ulong)value;
        _low = BitOperations.RotateLeft((_low ^ word) * 0x9FB21C651E98DF25, 29) + _high;
        _high = BitOperations.RotateLeft((_high + word) * 0xD6E8FEB86659FD93, 37) ^ _low;
        return ref this;
    }

    [UnscopedRef]
    public ref Mixer Add(bool value) => ref Add(value ? 1L : 0L);

    [UnscopedRef]
    public ref Mixer Add(Hash128 value) => ref Add((long)value.Low).Add((long)value.High);

    [UnscopedRef]
    public ref Mixer Add(long a, long b, long c, long d) => ref Add(a).Add(b).Add(c).Add(d);
}
