namespace EdgeGuard.Engine.Targeting;

/// <summary>The attributes that rules read, prepared once for any number of questions (SEMANTICS section 6). Immutable; thread-safe.</summary>
public sealed class AttributeSet
{
    private AttributeSet()
    {
    }

    /// <summary>No attributes.</summary>
    public static AttributeSet Empty { get; } = new();
}
