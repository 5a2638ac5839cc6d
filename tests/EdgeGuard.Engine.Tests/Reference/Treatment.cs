namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>What a flag or a plan says, null when that is no text; and whether a condition was met by an attribute of the wrong type on the way.</summary>
internal readonly record struct Treatment(string? Text, bool Warned = false)
{
    public string Source { get; init; } = "flag that is off";
}
