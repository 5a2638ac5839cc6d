namespace EdgeGuard.Engine.Targeting.JavaScript;

/// <summary>The kinds of <see cref="DateToken"/>.</summary>
internal enum DateTokenKind : byte
{
    End,
    Number,

    /// <summary>One of <c>: - + . )</c>.</summary>
    Symbol,
    Month,
    HalfDay,
    Zone,

    /// <summary>The letter T alone.</summary>
    TimeMark,

    /// <summary>Any other word.</summary>
    Word,
    Space,

    /// <summary>A remark in brackets, or a character without meaning.</summary>
    Other,

    /// <summary>The text is no date.</summary>
    Wrong,
}
