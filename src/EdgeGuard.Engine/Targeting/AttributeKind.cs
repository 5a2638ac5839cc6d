namespace EdgeGuard.Engine.Targeting;

/// <summary>What an attribute holds.</summary>
public enum AttributeKind : byte
{
    /// <summary>Nothing: absent, null or an invalid date (SEMANTICS section 9). No condition on it holds.</summary>
    Missing = 0,

    /// <summary>Text, compared by UTF-16 code unit.</summary>
    Text = 1,

    /// <summary>A number as JavaScript has it.</summary>
    Number = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>An instant in Unix milliseconds that JavaScript's dates reach.</summary>
    Date = 4,

    /// <summary>An array: for some operations its elements count, for others its text form.</summary>
    List = 5,

    /// <summary>A JSON object that is no date: it has no value that an operation could use, only a text form.</summary>
    Structure = 6,
}
