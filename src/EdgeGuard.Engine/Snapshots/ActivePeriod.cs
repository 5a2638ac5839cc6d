namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// When something is given: <paramref name="From"/> ≤ now ≤ <paramref name="Until"/>, in Unix milliseconds (SEMANTICS section 10).
/// Bounds are instants that a JavaScript Date can hold (±8.64e15), or <see cref="Beginning"/> and <see cref="End"/> for none. The
/// default is the one millisecond of 1970, so a period that was forgotten gives nothing. Immutable.
/// </summary>
public readonly record struct ActivePeriod(long From, long Until)
{
    /// <summary>No lower bound.</summary>
    public const long Beginning = long.MinValue;

    /// <summary>No upper bound.</summary>
    public const long End = long.MaxValue;

    /// <summary>The latest instant that may be named; its negative is the earliest.</summary>
    public const long LastInstant = 8_640_000_000_000_000;

    /// <summary>Without bounds.</summary>
    public static ActivePeriod Always => new(Beginning, End);

    /// <summary>True for <see cref="Always"/>.</summary>
    public bool IsAlways => From == Beginning && Until == End;

    /// <summary>True when the bounds are in range and in order.</summary>
    public bool IsValid => From <= Until && (From == Beginning || IsInstant(From)) && (Until == End || IsInstant(Until));

    /// <summary>True when <paramref name="now"/> lies within, both ends included.</summary>
    public bool Contains(long now) => From <= now && now <= Until;

    /// <summary>True for an instant that may be named.</summary>
    public static bool IsInstant(long value) => value is >= -LastInstant and <= LastInstant;
}
