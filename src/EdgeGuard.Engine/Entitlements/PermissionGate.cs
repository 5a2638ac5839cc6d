using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>Whether the features linked to a permission that is granted let it through (SEMANTICS sections 7.3 and 10).</summary>
internal static class PermissionGate
{
    public static Reason Of(in SubjectView subject, string permission, ref DecisionWarnings warnings) => Reason.None;
}
