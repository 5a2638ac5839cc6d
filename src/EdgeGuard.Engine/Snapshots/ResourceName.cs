namespace EdgeGuard.Engine.Snapshots;

/// <summary>One object of the application, within a tenant: both parts are the application's own words, compared by UTF-16 code unit. Immutable.</summary>
/// <param name="Type">For example <c>document</c>; 1 to 128 characters.</param>
/// <param name="Id">1 to 1,024 characters.</param>
public readonly record struct ResourceName(string Type, string Id)
{
    /// <summary>Longest type, in characters.</summary>
    public const int MaxTypeLength = 128;

    /// <summary>Longest id, in characters.</summary>
    public const int MaxIdLength = 1024;

    /// <summary>True for the default: no resource.</summary>
    public bool IsNone => Type is null && Id is null;

    /// <summary>True when both parts have a permitted length.</summary>
    public bool IsValid => Type is { Length: > 0 and <= MaxTypeLength } && Id is { Length: > 0 and <= MaxIdLength };
}
