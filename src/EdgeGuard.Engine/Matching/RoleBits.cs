using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>Sets of role numbers as bits in words of 64. A set may have fewer words than another: the rest are zero.</summary>
internal static class RoleBits
{
    public static int WordsFor(int roles) => (roles + 63) >> 6;

    public static void Add(Span<ulong> set, int role) => set[role >> 6] |= 1UL << role;

    /// <summary>Adds all of <paramref name="row"/>, a set over the same roles.</summary>
    public static void Add(Span<ulong> set, ReadOnlySpan<RoleWord> row)
    {
        foreach (var part in row)
            set[part.Word] |= part.Bits;
    }

    public static bool Has(ReadOnlySpan<ulong> set, int role) => role >> 6 < set.Length && (set[role >> 6] >> role & 1) != 0;

    /// <summary>True when some role is in both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Intersect(ReadOnlySpan<RoleWord> row, ReadOnlySpan<ulong> set)
    {
        foreach (ref readonly var part in row)
        {
            if ((uint)part.Word < (uint)set.Length && (set[part.Word] & part.Bits) != 0)
                return true;
        }

        return false;
    }
}
