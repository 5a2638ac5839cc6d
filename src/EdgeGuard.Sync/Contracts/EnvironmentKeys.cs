using System.Security.Cryptography;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// The keys that every process of an environment derives from its one secret (HKDF-SHA-256, RFC 5869): names of subjects in the
/// log, state digest, message authentication, disk copies. Immutable; thread-safe; never printed.
/// </summary>
public sealed class EnvironmentKeys
{
    /// <summary>Shortest secret that is accepted, in bytes.</summary>
    public const int MinSecretBytes = 32;

    private EnvironmentKeys(DirectoryHasher hasher, byte[] messageKey, byte[] diskKey, Hash128 check)
    {
        Hasher = hasher;
        MessageKey = messageKey;
        DiskKey = diskKey;
        Check = check;
    }

    /// <summary>Hashes subject keys and rows.</summary>
    public DirectoryHasher Hasher { get; }

    /// <summary>Tells one secret from another, for who keeps something that was written under it. Tells nothing else of the secret.</summary>
    public Hash128 Check { get; }

    /// <summary>HMAC key of entries, beats and snapshot manifests.</summary>
    internal byte[] MessageKey { get; }

    /// <summary>What the keys of disk copies are derived from.</summary>
    internal byte[] DiskKey { get; }

    /// <summary>Derives the keys from the environment's secret, given in Base64.</summary>
    /// <exception cref="FormatException">Not Base64, or fewer than <see cref="MinSecretBytes"/> bytes.</exception>
    public static EnvironmentKeys FromBase64(string secret)
    {
        var bytes = Convert.FromBase64String(secret.Trim());
        return bytes.Length >= MinSecretBytes
            ? FromSecret(bytes)
            : throw new FormatException($"The environment secret has {bytes.Length} bytes; at least {MinSecretBytes} are needed.");
    }

    /// <summary>Derives the keys from the environment's secret.</summary>
    public static EnvironmentKeys FromSecret(ReadOnlySpan<byte> secret) =>
        new(
            new DirectoryHasher(Hash128.Read(Derive(secret, 16, "edgeguard/v1/names"u8)), Hash128.Read(Derive(secret, 16, "edgeguard/v1/digest"u8))),
            Derive(secret, 32, "edgeguard/v1/messages"u8),
            Derive(secret, 32, "edgeguard/v1/disk"u8),
            Hash128.Read(Derive(secret, 16, "edgeguard/v1/check"u8)));

    /// <inheritdoc/>
    public override string ToString() => nameof(EnvironmentKeys);

    private static byte[] Derive(ReadOnlySpan<byte> secret, int length, ReadOnlySpan<byte> purpose)
    {
        var output = new byte[length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, output, salt: [], info: purpose);
        return output;
    }
}
