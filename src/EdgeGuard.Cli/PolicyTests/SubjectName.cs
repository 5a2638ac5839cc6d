using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>A user as a case names it.</summary>
/// <param name="Kind">By which key.</param>
/// <param name="Value">The key.</param>
/// <param name="Of">The user's own tenant; null to look for it.</param>
internal sealed record SubjectName(SubjectKeyKind Kind, string Value, string? Of)
{
    public override string ToString() => Of is null ? Value : $"{Value} of {Of}";
}
