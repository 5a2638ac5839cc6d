using EdgeGuard.Sync.Contracts;

namespace EdgeGuard.Sync.Following;

/// <summary>
/// The messages by which this process came to its last states: what it shows a scim whose log does not have them (FENCE section 2 step 3).
/// A few, because a scim asks about what was reported a moment ago. Thread-safe.
/// </summary>
internal sealed class Witnesses
{
    private const int Kept = 64;
    private const long MaxBytes = 32L * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<(LogHead Head, ReadOnlyMemory<byte> Message)> _messages = new();
    private long _bytes;

    /// <summary>Remembers the message that led to <paramref name="head"/>.</summary>
    public void Add(LogHead head, ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            _messages.Enqueue((head, message));
            _bytes += message.Length;
            while (_messages.Count > Kept || (_bytes > MaxBytes && _messages.Count > 1))
                _bytes -= _messages.Dequeue().Message.Length;
        }
    }

    /// <summary>The message that led to <paramref name="head"/>; empty when it is not known (any more).</summary>
    public ReadOnlyMemory<byte> Find(LogHead head)
    {
        lock (_gate)
        {
            foreach (var (known, message) in _messages)
            {
                if (known == head)
                    return message;
            }

            return default;
        }
    }
}
