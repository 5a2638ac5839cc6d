using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Sync.Contracts;

/// <summary>
/// Limits of everything that is read from outside, the same for writers, so that no writer can commit what no reader takes.
/// </summary>
public static class MessageLimits
{
    /// <summary>Longest message in bytes, authentication code included: 16 MiB.</summary>
    public const int MaxMessageBytes = 16 * 1024 * 1024;

    /// <summary>Most changes in one entry or snapshot chunk.</summary>
    public const int MaxChanges = 1 << 20;

    /// <summary>Longest text (keys, permission patterns, resource ids) in bytes of UTF-8: whatever the state takes can be written.</summary>
    public const int MaxTextBytes = MaxBytesOfChar * StateLimits.MaxPattern;

    /// <summary>Longest text of rules or attributes in bytes of UTF-8.</summary>
    public const int MaxJsonBytes = MaxBytesOfChar * StateLimits.MaxRules;

    /// <summary>Most texts in one list (patterns of a role, roles of a group).</summary>
    public const int MaxTexts = 1 << 16;

    /// <summary>Largest version: 2^53, which a Redis score holds exactly.</summary>
    public const long MaxVersion = 1L << 53;

    private const int MaxBytesOfChar = 3;
}
