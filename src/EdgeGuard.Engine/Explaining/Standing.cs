namespace EdgeGuard.Engine.Explaining;

/// <summary>Whether something that is given counts for the question, and if not, why not.</summary>
public enum Standing : byte
{
    /// <summary>It counts.</summary>
    Live = 0,

    /// <summary>Its period has not begun.</summary>
    NotYet = 1,

    /// <summary>Its period is over.</summary>
    NoLonger = 2,

    /// <summary>It is given in a tenant above the one asked in, and not inherited.</summary>
    NotInherited = 3,

    /// <summary>It names a role or plan that nobody defines.</summary>
    Undefined = 4,
}
