namespace EdgeGuard.Engine.Decisions;

/// <summary>What a decision met on its way that its author would want to know; none of it ever allows (SEMANTICS section 9).</summary>
[Flags]
public enum DecisionWarnings : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A condition was not met because the attribute has a type that its operation cannot take, whatever its negation says.</summary>
    AttributeType = 1,

    /// <summary>A condition was not met because its pattern took too long.</summary>
    PatternTimeout = 2,
}
