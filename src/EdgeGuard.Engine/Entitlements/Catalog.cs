namespace EdgeGuard.Engine.Entitlements;

/// <summary>Features, plans and flags, ready for questions. Immutable; a change gives a new one.</summary>
internal sealed class Catalog
{
    private Catalog()
    {
    }

    public static Catalog Empty { get; } = new();
}
