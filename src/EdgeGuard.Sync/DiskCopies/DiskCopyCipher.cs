using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// Seals and opens the frames of one file, in order: <c>length, last?, ciphertext, tag</c>, AES-256-GCM. Each file has a key of its own,
/// derived with its salt: many edges share the environment's key, and 64 random bits in a nonce would repeat among their files. So the
/// nonce is the frame's number alone. Header, number and last are bound to each frame: nothing can be left out, moved, or taken from
/// another file. One thread at a time.
/// </summary>
internal sealed class DiskCopyCipher : IDisposable
{
    /// <summary>Length of what stands before each ciphertext.</summary>
    public const int PrefixSize = 5;

    /// <summary>Length of what stands after each.</summary>
    public const int TagSize = 16;

    private const int NonceSize = 12;

    private readonly AesGcm _aes;

    /// <summary>Header, number of the frame, whether it is the last.</summary>
    private readonly byte[] _bound;

    private long _number;

    public DiskCopyCipher(EnvironmentKeys keys, ReadOnlySpan<byte> header, Hash128 salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.DiskKey, key, salt.ToByteArray(), "edgeguard/v1/disk/file"u8);
        _aes = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        _bound = [.. header, .. new byte[sizeof(long) + 1]];
    }

    /// <summary>Bytes of the rest of a frame after its prefix; null for a prefix that is none.</summary>
    public static int? RestOf(ReadOnlySpan<byte> prefix)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(prefix);
        return length is >= 0 and <= MessageLimits.MaxMessageBytes && prefix[4] <= 1 ? length + TagSize : null;
    }

    /// <summary>True for the prefix of the last frame.</summary>
    public static bool IsLast(ReadOnlySpan<byte> prefix) => prefix[4] == 1;

    /// <summary>Writes one frame.</summary>
    public void Seal(Stream stream, ReadOnlySpan<byte> plaintext, bool isLast)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, plaintext.Length);
        prefix[4] = isLast ? (byte)1 : (byte)0;
        Span<byte> nonce = stackalloc byte[NonceSize];
        Next(nonce, prefix[4]);

        var sealedBytes = new byte[plaintext.Length + TagSize];
        _aes.Encrypt(nonce, plaintext, sealedBytes.AsSpan(0, plaintext.Length), sealedBytes.AsSpan(plaintext.Length), _bound);
        stream.Write(prefix);
        stream.Write(sealedBytes);
    }

    /// <summary>Opens the rest of a frame in place.</summary>
    /// <returns>Null when it is not the authentic one at this place of this file.</returns>
    public Memory<byte>? Open(ReadOnlySpan<byte> prefix, Memory<byte> rest)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Next(nonce, prefix[4]);
        var text = rest[..^TagSize];
        try
        {
            _aes.Decrypt(nonce, text.Span, rest.Span[^TagSize..], text.Span, _bound);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _aes.Dispose();

    private void Next(Span<byte> nonce, byte last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, _number);
        BinaryPrimitives.WriteInt64LittleEndian(_bound.AsSpan(DiskCopyHeader.Size), _number);
        _bound[^1] = last;
        _number++;
    }
}
