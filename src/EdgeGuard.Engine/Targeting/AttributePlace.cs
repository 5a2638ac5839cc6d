namespace EdgeGuard.Engine.Targeting;

/// <summary>Where an attribute is looked up.</summary>
internal enum AttributePlace : byte
{
    /// <summary>Among the caller's own attributes.</summary>
    Custom,

    /// <summary>Among the claims, and where the claim does not exist, among the caller's own.</summary>
    Claims,

    /// <summary>In the directory, and for the derived names, where it says nothing, in the claims. Never among the caller's own.</summary>
    Subject,
}
