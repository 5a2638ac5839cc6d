namespace EdgeGuard.Engine.Targeting;

/// <summary>What an attribute holds.</summary>
public enum AttributeKind : byte
{
    /// <summary>Nothing: absent, null or an invalid date (SEMANTICS section 9). No condition on it holds.</summary>
    Missing = 0,
    Text = 1,
    Number = 2,
    Boolean = 3,
    Date = 4,
    List = 5,

    /// <summary>A JSON object that is no date: it has no value that an operation could use, only a text form.</summary>
    Structure = 6,
}
