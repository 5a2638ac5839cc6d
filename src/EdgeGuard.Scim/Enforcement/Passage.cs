namespace EdgeGuard.Scim.Enforcement;

/// <summary>What the gate says of an answer. Immutable.</summary>
/// <param name="IsOpen">False when what the answer reveals could not be fenced: it must not be sent.</param>
/// <param name="Enforced">What the header says; null for no header.</param>
internal readonly record struct Passage(bool IsOpen, string? Enforced)
{
    public static Passage Plain { get; } = new(true, null);

    public static Passage Closed { get; } = new(false, null);
}
