using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// Where a list stopped, in which snapshot, of which question, as of when. As text: base64url of a form byte, the epoch, version, question,
/// instant and position in little-endian order, and a keyed hash of them all, so that nobody without the environment's key makes one.
/// </summary>
internal readonly record struct Cursor(Epoch Epoch, long Version, Hash128 Question, long Now, Hash128 Position)
{
    // Raised when a list comes in another order or counts its places otherwise, so that none goes on in the middle of another (a golden test
    // holds the orders).
    private const byte Form = 3;

    private const int Content = 1 + Hash128.Size + sizeof(long) + Hash128.Size + sizeof(long) + Hash128.Size;
    private const int Length = Content + Hash128.Size;
    private const int TextLength = ((Length * 4) + 2) / 3;

    public string ToText(DirectoryHasher hasher)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Form;
        var rest = bytes[1..];
        Write(ref rest, Epoch.Value);
        Write(ref rest, Version);
        Write(ref rest, Question);
        Write(ref rest, Now);
        Write(ref rest, Position);
        Write(ref rest, HashOf(hasher, bytes[..Content]));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False for any text that <see cref="ToText"/> did not make under the same key.</summary>
    public static bool TryRead(DirectoryHasher hasher, string text, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != TextLength || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
            return false;

        Span<byte> hash = stackalloc byte[Hash128.Size];
        HashOf(hasher, bytes[..Content]).Write(hash);
        if (bytes[0] != Form || !CryptographicOperations.FixedTimeEquals(hash, bytes[Content..]))
            return false;

        ReadOnlySpan<byte> rest = bytes[1..];
        cursor = new Cursor(new Epoch(ReadHash(ref rest)), ReadNumber(ref rest), ReadHash(ref rest), ReadNumber(ref rest), ReadHash(ref rest));
        return true;
    }

    private static Hash128 HashOf(DirectoryHasher hasher, ReadOnlySpan<byte> content) => SipHash128.Compute(hasher.KeyFor(HashUse.Cursors), content);

    private static void Write(ref Span<byte> rest, Hash128 value)
    {
        value.Write(rest);
        rest = rest[Hash128.Size..];
    }

    private static void Write(ref Span<byte> rest, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(rest, value);
        rest = rest[sizeof(long)..];
    }

    private static Hash128 ReadHash(ref ReadOnlySpan<byte> rest)
    {
        var value = Hash128.Read(rest);
        rest = rest[Hash128.Size..];
        return value;
    }

    private static long ReadNumber(ref ReadOnlySpan<byte> rest)
    {
        var value = BinaryPrimitives.ReadInt64LittleEndian(rest);
        rest = rest[sizeof(long)..];
        return value;
    }
}
