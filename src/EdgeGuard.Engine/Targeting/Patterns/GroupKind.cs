namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>What a group in brackets is, as far as a quantifier behind it minds.</summary>
internal enum GroupKind : byte
{
    Plain,
    Named,
    LookAhead,

    /// <summary>May not be repeated.</summary>
    LookBehind,
}
