namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>The sixteen operations (SEMANTICS section 5).</summary>
internal enum Operation : byte
{
    /// <summary>One that nobody knows.</summary>
    Unknown,
    InList,
    StartsWith,
    EndsWith,
    Contains,
    Matches,
    Equal,
    GreaterThan,
    GreaterThanEqual,
    LowerThan,
    LowerThanEqual,
    BetweenNumeric,
    Is,
    On,
    OnOrAfter,
    OnOrBefore,
    BetweenDate,
}
