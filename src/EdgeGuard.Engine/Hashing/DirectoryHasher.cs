using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace EdgeGuard.Engine.Hashing;

/// <summary>
/// Turns tenant keys, subject keys and group ids into the keyed hashes by which the log, the snapshot and the disk copy name them
/// (no personal data leaves the database in clear), and holds the key of the state digest. Both keys belong to the environment
/// and are the same in every process of it. Immutable; thread-safe; allocates only for non-ASCII names that are compared without
/// case, and non-ASCII text over 256 bytes.
/// </summary>
public sealed class DirectoryHasher(Hash128 namesKey, Hash128 digestKey)
{
    private const int StackBytes = 256;
    private const byte TenantDomain = 0x10;
    private const byte GroupDomain = 0x20;
    private const byte SubjectDomain = 0x30;
    private const byte SessionDomain = 0x40;

    // The kinds of rows, with which these begin, are small numbers.
    private const byte KeyDomain = 0xFF;

    /// <summary>Key under which rows enter the state digest, and but for the keys of other uses (<see cref="KeyFor"/>) nothing else is hashed.</summary>
    internal Hash128 DigestKey { get; } = digestKey;

    /// <summary>Hash of a tenant's client key, compared exactly.</summary>
    public Hash128 Tenant(ReadOnlySpan<char> key) => Hash(TenantDomain, default, key);

    /// <summary>Hash of a group's SCIM id within its tenant.</summary>
    public Hash128 Group(Hash128 tenant, ReadOnlySpan<char> id) => Hash(GroupDomain, tenant, id);

    /// <summary>Hash of a session's id, the <c>sid</c> of its tokens, within a tenant; compared exactly.</summary>
    public Hash128 Session(Hash128 tenant, ReadOnlySpan<char> id) => Hash(SessionDomain, tenant, id);

    /// <summary>
    /// Hash of one subject key within a tenant. <see cref="SubjectKeyKind.Id"/> gives the hash that names the user itself in
    /// changes; the other kinds are aliases. userName and e-mail are folded to lower case (invariant) first; they are
    /// not normalised: the processes run without ICU, where composition is not available, and both sides must agree.
    /// </summary>
    public Hash128 Subject(Hash128 tenant, SubjectKeyKind kind, ReadOnlySpan<char> value)
    {
        var domain = (byte)(SubjectDomain | (byte)kind);
        if (kind is not (SubjectKeyKind.UserName or SubjectKeyKind.Email))
            return Hash(domain, tenant, value);
        return TryHashAscii(domain, tenant, value, fold: true, out var hash) ? hash : HashUtf8(domain, tenant, value.ToString().ToLowerInvariant());
    }

    private Hash128 Hash(byte domain, Hash128 scope, ReadOnlySpan<char> text) =>
        TryHashAscii(domain, scope, text, fold: false, out var hash) ? hash : HashUtf8(domain, scope, text);

    /// <summary>
    /// What <see cref="HashUtf8"/> gives for ASCII alone, which nearly all keys are, without writing the bytes down first; false for other
    /// text. Not inlined: in a caller with two copies of it the compiler's budget ends before the rounds do.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryHashAscii(byte domain, Hash128 scope, ReadOnlySpan<char> text, bool fold, out Hash128 hash)
    {
        var state = new SipState(namesKey);
        state.Add(domain | (scope.Low << 8));
        state.Add((scope.Low >> 56) | (scope.High << 8));

        // The text begins at the second byte of the third word, so of each eight characters the last goes into the next word.
        var carry = scope.High >> 56;
        var seen = Vector128<ushort>.Zero;
        var at = 0;
        for (; at <= text.Length - AsciiWord.Length; at += AsciiWord.Length)
        {
            var characters = AsciiWord.Read(text, at);
            seen |= characters;
            var word = AsciiWord.Of(characters, fold);
            state.Add(carry | (word << 8));
            carry = word >> 56;
        }

        var rest = text.Length - at;
        if (rest > 0)
        {
            // The last eight, of which some have been read before.
            var characters = at > 0 ? AsciiWord.Read(text, text.Length - AsciiWord.Length) : AsciiWord.ReadFew(text);
            seen |= characters;
            var word = AsciiWord.Of(characters, fold) >> (at > 0 ? 8 * (AsciiWord.Length - rest) : 0);
            carry |= word << 8;
            if (rest == AsciiWord.Length - 1)
            {
                state.Add(carry);
                carry = 0;
            }
        }

        hash = state.Finish(((ulong)(1 + Hash128.Size + text.Length) << 56) | carry);
        return AsciiWord.IsAscii(seen);
    }

    /// <summary>The key of another use.</summary>
    internal Hash128 KeyFor(HashUse use) => SipHash128.Compute(DigestKey, [KeyDomain, (byte)use]);

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Hash128 HashUtf8(byte domain, Hash128 scope, ReadOnlySpan<char> text)
    {
        var length = 1 + Hash128.Size + Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = null;
        var buffer = length <= StackBytes ? stackalloc byte[StackBytes] : rented = ArrayPool<byte>.Shared.Rent(length);
        buffer[0] = domain;
        scope.Write(buffer[1..]);
        var written = 1 + Hash128.Size + Encoding.UTF8.GetBytes(text, buffer[(1 + Hash128.Size)..]);
        var hash = SipHash128.Compute(namesKey, buffer[..written]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented, clearArray: true);
        return hash;
    }
}
