using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Decisions;

/// <summary>
/// What a question asks of a user's roles as one word: any of these, packed as <see cref="RoleView"/> packs them, answers yes. It does not
/// depend on the user, so it is found while the user's slot is on its way.
/// </summary>
internal static class RoleNeed
{
    /// <summary>False for questions that roles alone do not answer, and where there are too many roles for a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryFind(SnapshotModel model, TenantRow tenant, in Question question, out ulong any)
    {
        any = 0;
        var global = model.GlobalRoles.Index;
        var own = tenant.Roles;
        if (question.Resource.Type is not null || question.Resource.Id is not null || string.IsNullOrEmpty(question.Name) || global.Count > RoleView.PackedRoles)
            return false;
        if (own is not null)
            return TryFind(global, own.Index, question, out any);
        if (question.Kind != QuestionKind.Permission)
            return question.Kind == QuestionKind.Role && TryFind(global, question.Name, out any);
        any = global.Permissions.WordOf(question.Name);
        return true;
    }

    private static bool TryFind(RoleIndex global, string role, out ulong any)
    {
        any = global.NumberOf(role) is >= 0 and var number ? 1UL << number : 0;
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryFind(RoleIndex global, RoleIndex own, in Question question, out ulong any)
    {
        any = 0;
        if (global.Count + own.Count > RoleView.PackedRoles)
            return false;
        if (question.Kind == QuestionKind.Permission)
            any = global.Permissions.WordOf(question.Name) | (own.Permissions.WordOf(question.Name) << global.Count);
        else if (question.Kind != QuestionKind.Role)
            return false;
        else if (own.NumberOf(question.Name) is >= 0 and var number)
            any = 1UL << (global.Count + number);
        else
            return TryFind(global, question.Name, out any);
        return true;
    }
}
