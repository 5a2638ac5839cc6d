using System.Numerics;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// Says of most names in a few nanoseconds that they begin with none of many prefixes: a bit for each prefix, found from its first characters.
/// Immutable; thread-safe.
/// </summary>
internal sealed class PrefixFilter
{
    private const int MaxProbed = 8;
    private const int BitsPerPrefix = 16;

    private readonly ulong[] _bits;
    private readonly int _probed;

    public PrefixFilter(IReadOnlyCollection<string> prefixes)
    {
        _probed = prefixes.Count == 0 ? 0 : Math.Min(MaxProbed, prefixes.Min(prefix => prefix.Length));
        _bits = new ulong[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, prefixes.Count * BitsPerPrefix / 64))];
        foreach (var prefix in prefixes)
        {
            var hash = Hash(prefix);
            _bits[(int)(hash >> 6) & (_bits.Length - 1)] |= 1UL << (int)(hash & 63);
        }
    }

    /// <summary>False when the name begins with none of the prefixes; true when it may.</summary>
    public bool MayCover(string name)
    {
        if (name.Length < _probed)
            return false;
        var hash = Hash(name);
        return (_bits[(int)(hash >> 6) & (_bits.Length - 1)] >> (int)(hash & 63) & 1) != 0;
    }

    private uint Hash(string text)
    {
        var hash = 0u;
        foreach (var character in text.AsSpan(0, _probed))
            hash = (hash ^ character) * 0x9E3779B1;
        return hash >> 7;
    }
}
