namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>What an operation says of a value.</summary>
internal enum ConditionAnswer : byte
{
    No,
    Yes,

    /// <summary>The value has a type that the operation cannot take: not met, whatever a negation says (SEMANTICS section 9).</summary>
    WrongType,

    /// <summary>The pattern took too long: not met, whatever a negation says.</summary>
    TooLong,
}
