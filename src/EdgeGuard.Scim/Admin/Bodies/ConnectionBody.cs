namespace EdgeGuard.Scim.Admin.Bodies;

/// <summary>PUT of a connection: the key of its tenant, and how its answers stand to the fence (FENCE section 6), and how it is spoken to.</summary>
/// <param name="Tenant">Cannot change.</param>
/// <param name="Fence"><c>strict</c> (default), <c>report</c> or <c>off</c>.</param>
/// <param name="FenceLosses">Whether losing a role or a group is fenced too; not by default.</param>
/// <param name="Profile">The provider's dialect: the name of a profile; <c>any</c> by default.</param>
/// <param name="Reassignment"><c>restore</c> or <c>conflict</c>; by default the profile's.</param>
/// <param name="RetiredNames"><c>reusable</c> or <c>reserved</c>; by default the profile's.</param>
/// <param name="GroupNames"><c>separate</c> or <c>adopt</c>; by default the profile's.</param>
internal sealed record ConnectionBody(
    string Tenant,
    string? Fence = null,
    bool FenceLosses = false,
    string? Profile = null,
    string? Reassignment = null,
    string? RetiredNames = null,
    string? GroupNames = null);
