using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>Whether a grant on a resource, or on one that it lies in, covers a permission.</summary>
internal static class GrantDecision
{
    public static bool Covers(in SubjectView subject, ResourceName resource, string permission) => false;
}
