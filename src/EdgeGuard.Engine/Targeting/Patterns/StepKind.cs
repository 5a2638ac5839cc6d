namespace EdgeGuard.Engine.Targeting.Patterns;

/// <summary>The kinds of <see cref="Step"/>.</summary>
internal enum StepKind : byte
{
    /// <summary>The pattern is found.</summary>
    Found,

    /// <summary>Takes one given character.</summary>
    Character,

    /// <summary>Takes one character of a set.</summary>
    Set,

    /// <summary>Goes on somewhere else.</summary>
    Jump,

    /// <summary>Goes on in the next step and somewhere else as well.</summary>
    Fork,
    TextStart,
    TextEnd,
    WordEdge,
    NoWordEdge,
}
