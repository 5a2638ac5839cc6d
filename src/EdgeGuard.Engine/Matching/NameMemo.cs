using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Which roles permit the names that were asked for first, as words. When it is full, further names are looked up each time they are asked
/// for: nobody makes others' questions allocate by asking for names that no one else uses. Filled without locks; thread-safe.
/// </summary>
/// <param name="patterns">How many patterns there are; room follows them.</param>
internal sealed class NameMemo(int patterns)
{
    private const int MinNames = 32;
    private const int MaxNames = 1024;

    // Longer ones are rare, and each is kept for as long as the memo.
    private const int MaxLength = 128;

    // Places in which a name may stand, one after the other.
    private const int Probes = 4;

    private Entry?[]? _names;

    /// <summary>What is known of the name; else its hash, for <see cref="Keep"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRecall(string name, out uint hash, out ulong roles)
    {
        (hash, roles) = (0, 0);
        if (name.Length > MaxLength)
            return false;
        hash = HashOf(name);
        if (Volatile.Read(ref _names) is not { } names)
            return false;
        for (var probe = 0u; probe < Probes; probe++)
        {
            if (Volatile.Read(ref names[(hash + probe) & (uint)(names.Length - 1)]) is not { } entry)
                return false;
            if (entry.Hash != hash || !string.Equals(entry.Name, name, StringComparison.Ordinal))
                continue;
            roles = entry.Roles;
            return true;
        }

        return false;
    }

    public void Keep(string name, uint hash, ulong roles)
    {
        if (name.Length > MaxLength)
            return;
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Min(MinNames + (2 * patterns), MaxNames));
        var names = Volatile.Read(ref _names) ?? Interlocked.CompareExchange(ref _names, new Entry?[size], null) ?? _names;
        for (var probe = 0u; probe < Probes; probe++)
        {
            ref var place = ref names[(hash + probe) & (size - 1)];
            if (Volatile.Read(ref place) is null && Interlocked.CompareExchange(ref place, new Entry(name, hash, roles), null) is null)
                return;
        }
    }

    /// <summary>A checksum: quick, and no promise. Names that are made to agree in it are not remembered beside each other, that is all.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint HashOf(string name)
    {
        var hash = (uint)name.Length;
        var words = MemoryMarshal.Cast<char, ulong>(name.AsSpan());
        foreach (var word in words)
            hash = BitOperations.Crc32C(hash, word);
        foreach (var character in name.AsSpan(words.Length * (sizeof(ulong) / sizeof(char))))
            hash = BitOperations.Crc32C(hash, (ushort)character);
        return hash;
    }

    private sealed record Entry(string Name, uint Hash, ulong Roles);
}
