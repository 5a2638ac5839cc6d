namespace EdgeGuard.Engine.Explaining;

/// <summary>Why a condition was not met, in the order in which it is looked at (SEMANTICS section 5).</summary>
public enum ConditionFault : byte
{
    /// <summary>There is no such operation.</summary>
    UnknownOperation = 1,

    /// <summary>The operation cannot use what the rule compares with.</summary>
    InvalidOperand = 2,

    /// <summary>The attribute is missing.</summary>
    MissingAttribute = 3,

    /// <summary>The attribute has a type that the operation cannot take.</summary>
    AttributeType = 4,

    /// <summary>The pattern took too long.</summary>
    PatternTimeout = 5,

    /// <summary>The comparison, turned round if negated, came to no.</summary>
    Unmet = 6,
}
