using System.Buffers;
using System.Security.Cryptography;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// Authentication of messages: HMAC-SHA-256 with the environment's message key over everything before it, cut to 16 bytes, as
/// their last 16 bytes. The message's kind is under it, so one kind cannot pass for another. Thread-safe.
/// </summary>
internal sealed class MessageSeal(EnvironmentKeys keys)
{
    /// <summary>Length of the code in bytes.</summary>
    public const int Size = 16;

    private readonly byte[] _key = keys.MessageKey;

    /// <summary>The message with its code.</summary>
    public byte[] Seal(ReadOnlySpan<byte> body)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, body, mac);
        var message = new byte[body.Length + Size];
        body.CopyTo(message);
        mac[..Size].CopyTo(message.AsSpan(body.Length));
        return message;
    }

    /// <summary>Takes the code off when it fits; compares in constant time.</summary>
    public MessageFault TryOpen(ReadOnlyMemory<byte> message, out ReadOnlySequence<byte> body)
    {
        body = default;
        if (message.Length > MessageLimits.MaxMessageBytes)
            return MessageFault.Oversized;
        if (message.Length <= Size)
            return MessageFault.Forged;

        var signed = message[..^Size];
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, signed.Span, mac);
        if (!CryptographicOperations.FixedTimeEquals(mac[..Size], message.Span[^Size..]))
            return MessageFault.Forged;
        body = new ReadOnlySequence<byte>(signed);
        return MessageFault.None;
    }
}
