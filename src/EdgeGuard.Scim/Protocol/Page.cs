namespace EdgeGuard.Scim.Protocol;

/// <summary>Which part of a list is wanted. <see cref="StartIndex"/> is at least 1; a <see cref="Count"/> of 0 asks for the total only.</summary>
internal sealed record Page(int StartIndex, int Count)
{
    public static Page First { get; } = new(1, ScimLimits.DefaultPageSize);

    /// <summary>How many rows come before this page.</summary>
    public int Offset => StartIndex - 1;
}
