using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// Remembers tokens that passed validation (SECURITY T7): a fixed table of sets of eight, found by a seeded hash, confirmed by
/// comparing the whole token. Holds facts only, so whoever finds an entry checks expiry and key again. A look-up takes no lock, writes nothing
/// but the entry's used mark, and does not allocate; adding takes the lock of one of 64 stripes, after a signature check that costs a
/// thousand times as much. In a full set the entry that has expired or was not used lately makes room.
/// </summary>
internal sealed class TokenCache
{
    private const int Ways = 8;
    private const int Stripes = 64;

    /// <summary>
    /// Only the end of a token is hashed: that is signature, which no two valid tokens share, and it bounds the cost of garbage. A token that
    /// merely ends alike fails the comparison.
    /// </summary>
    private const int HashedCharacters = 64;

    private readonly long _seed = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private readonly ulong _sets;
    private readonly ulong[] _tags;
    private readonly CachedToken?[] _entries;
    private readonly byte[] _hands;
    private readonly Lock[] _stripes = new Lock[Stripes];

    public TokenCache(int maxEntries)
    {
        _sets = (ulong)Math.Max(1, maxEntries / Ways);
        _tags = new ulong[_sets * Ways];
        _entries = new CachedToken?[_sets * Ways];
        _hands = new byte[_sets];
        for (var i = 0; i < Stripes; i++)
            _stripes[i] = new Lock();
    }

    /// <summary>Most entries there can be.</summary>
    public int Capacity => _entries.Length;

    /// <summary>How many there are. Walks the table.</summary>
    public int Count => _entries.Count(entry => entry is not null);

    /// <summary>The entry of exactly this token, or null.</summary>
    public CachedToken? Find(ReadOnlySpan<char> token)
    {
        var tag = Tag(token, out var set);
        var start = set * Ways;
        var way = _tags.AsSpan(start, Ways).IndexOf(tag);
        if (way < 0)
            return null;

        // A writer stores the entry before its tag; whatever is seen here, the comparison decides.
        var entry = Volatile.Read(ref _entries[start + way]);
        if (entry is null || !Ascii.Equals(entry.Text, token))
            return null;
        entry.Touch();
        return entry;
    }

    /// <summary>Adds or replaces the entry of a validated token.</summary>
    public void Add(ReadOnlySpan<char> token, CachedToken entry, long now)
    {
        var tag = Tag(token, out var set);
        lock (_stripes[set % Stripes])
        {
            var slot = (set * Ways) + Choose(set, tag, now);
            Volatile.Write(ref _entries[slot], entry);
            Volatile.Write(ref _tags[slot], tag);
        }
    }

    /// <summary>The way to write: that of the same token, an empty or spent one, or the first not used since the hand last passed.</summary>
    private int Choose(int set, ulong tag, long now)
    {
        var entries = _entries.AsSpan(set * Ways, Ways);
        var same = _tags.AsSpan(set * Ways, Ways).IndexOf(tag);
        if (same >= 0)
            return same;
        for (var i = 0; i < Ways; i++)
        {
            if (entries[i] is not { } entry || entry.Token.ExpiresAt <= now || !entry.Key.IsCurrent)
                return i;
        }

        for (var i = 0; ; i++)
        {
            var way = _hands[set];
            _hands[set] = (byte)((way + 1) % Ways);
            if (i == Ways || entries[way]?.TakeUsed() != true)
                return way;
        }
    }

    private ulong Tag(ReadOnlySpan<char> token, out int set)
    {
        var tail = token.Length > HashedCharacters ? token[^HashedCharacters..] : token;
        var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(tail), _seed);
        set = (int)Math.BigMul(hash, _sets, out _);
        // 0 marks an empty way.
        return hash | 1;
    }
}
