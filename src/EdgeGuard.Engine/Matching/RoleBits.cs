using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>Sets of role numbers as bits in words of 64. A set may have fewer words than another: the rest are zero.</summary>
internal static class RoleBits
{
    public static int WordsFor(int roles) => (roles + 63) >> 6;

    public static void Add(Span<ulong> set, int role) => set[role >> 6] |= 1UL << role;

    /// <summary>Adds all of <paramref name="other"/>, a set over the same roles.</summary>
    public static void Add(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        for (var i = 0; i < other.Length; i++)
            set[i] |= other[i];
    }

    public static bool Has(ReadOnlySpan<ulong> set, int role) => role >> 6 < set.Length && (set[role >> 6] >> role & 1) != 0;

    /// <summary>True when some role is in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Intersect(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if ((left[i] & right[i]) != 0)
                return true;
        }

        return false;
    }
}
