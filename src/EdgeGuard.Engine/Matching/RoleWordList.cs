using System.Runtime.CompilerServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Packed roles (<see cref="RoleView"/>) by small numbers, for those that do not fit into what readers remember beside a user. A number
/// once given keeps its meaning as long as the list lives. Filled by readers without locks; thread-safe.
/// </summary>
internal sealed class RoleWordList
{
    /// <summary>Most that are numbered; the roles of further combinations are worked out afresh.</summary>
    public const int Limit = ChunkLength * Chunks;

    private const int ChunkLength = 16;
    private const int FirstChunks = 4;
    private const int Chunks = 4096;

    private readonly MemoTable<StrongBox<int>> _numbers = new();
    private ulong[][]? _chunks;
    private int _count;

    /// <summary>The roles of a number that was given.</summary>
    public ulong this[int number] => Volatile.Read(ref Volatile.Read(ref _chunks)![number / ChunkLength][number % ChunkLength]); // Not null: written before the number was given.

    /// <summary>A number for packed roles; −1 when there is none left. Two readers at once may give two for the same.</summary>
    public int NumberOf(ulong packed)
    {
        if (_numbers.Find(packed) is { } known)
            return known.Value;
        if (Volatile.Read(ref _count) >= Limit || Interlocked.Increment(ref _count) - 1 is not (< Limit and var number))
            return -1;

        Volatile.Write(ref OwnChunk(number / ChunkLength)[number % ChunkLength], packed);
        _numbers.Add(packed, new StrongBox<int>(number), Limit);
        return number;
    }

    /// <summary>
    /// A chunk. The list grows by copies of the references to all chunks, so whoever wrote into a chunk of an older list wrote into that of the
    /// newer ones: a tenant of few combinations takes half a KiB.
    /// </summary>
    private ulong[] OwnChunk(int index)
    {
        while (true)
        {
            var chunks = Volatile.Read(ref _chunks);
            if (chunks is not null && index < chunks.Length)
                return chunks[index];
            var more = new ulong[Math.Max(FirstChunks, chunks is null ? 0 : chunks.Length * 2)][];
            chunks?.CopyTo(more, 0);
            for (var made = chunks?.Length ?? 0; made < more.Length; made++)
                more[made] = new ulong[ChunkLength];
            Interlocked.CompareExchange(ref _chunks, more, chunks);
        }
    }
}
