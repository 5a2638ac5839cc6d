using System.Buffers.Binary;
using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>
/// Seals and opens the frames of one file: <c>length, kind, ciphertext, tag</c>, AES-256-GCM. Each file has a key of its own, derived with
/// its salt: many edges share the environment's key, and 64 random bits in a nonce would repeat among their files. So the nonce is the
/// frame's number alone. Header, number and kind are bound to each frame: nothing can be left out, moved, or taken from another file.
/// One thread at a time.
/// </summary>
internal sealed class DiskCopyCipher : IDisposable
{
    /// <summary>Length of what stands before each ciphertext.</summary>
    public const int PrefixSize = 5;

    /// <summary>Length of what stands after each.</summary>
    public const int TagSize = 16;

    /// <summary>Longest plaintext: thirty-two users who are each in some ten million groups of their tenant.</summary>
    private const int MaxLength = 1 << 30;

    private const int NonceSize = 12;

    private readonly AesGcm _aes;

    /// <summary>Header, number of the frame, its kind.</summary>
    private readonly byte[] _bound;

    public DiskCopyCipher(EnvironmentKeys keys, ReadOnlySpan<byte> header, Hash128 salt)
    {
        Span<byte> key = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys.DiskKey, key, salt.ToByteArray(), "edgeguard/v1/disk/file"u8);
        _aes = new AesGcm(key, TagSize);
        CryptographicOperations.ZeroMemory(key);
        _bound = [.. header, .. new byte[sizeof(long) + 1]];
    }

    /// <summary>Bytes of the rest of a frame after its prefix; null for a prefix that is none.</summary>
    public static int? RestOf(ReadOnlySpan<byte> prefix) =>
        BinaryPrimitives.ReadInt32LittleEndian(prefix) is >= 0 and <= MaxLength and var length ? length + TagSize : null;

    /// <summary>What the frame after a prefix says to hold.</summary>
    public static DiskCopyFrameKind KindOf(ReadOnlySpan<byte> prefix) => (DiskCopyFrameKind)prefix[4];

    /// <summary>Writes one frame.</summary>
    public void Seal(Stream stream, long number, DiskCopyFrameKind kind, ReadOnlySpan<byte> plaintext)
    {
        Span<byte> prefix = stackalloc byte[PrefixSize];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, plaintext.Length);
        prefix[4] = (byte)kind;
        Span<byte> nonce = stackalloc byte[NonceSize];
        Bind(nonce, number, kind);

        var sealedBytes = new byte[plaintext.Length + TagSize];
        _aes.Encrypt(nonce, plaintext, sealedBytes.AsSpan(0, plaintext.Length), sealedBytes.AsSpan(plaintext.Length), _bound);
        stream.Write(prefix);
        stream.Write(sealedBytes);
    }

    /// <summary>Opens a frame in place.</summary>
    /// <returns>Null when it is not the authentic one at this place of this file.</returns>
    public Memory<byte>? Open(in DiskCopyFrame frame)
    {
        Span<byte> nonce = stackalloc byte[NonceSize];
        Bind(nonce, frame.Number, frame.Kind);
        var text = frame.Rest[..^TagSize];
        try
        {
            _aes.Decrypt(nonce, text.Span, frame.Rest.Span[^TagSize..], text.Span, _bound);
            return text;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    public void Dispose() => _aes.Dispose();

    private void Bind(Span<byte> nonce, long number, DiskCopyFrameKind kind)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        BinaryPrimitives.WriteInt64LittleEndian(_bound.AsSpan(DiskCopyHeader.Size), number);
        _bound[^1] = (byte)kind;
    }
}
