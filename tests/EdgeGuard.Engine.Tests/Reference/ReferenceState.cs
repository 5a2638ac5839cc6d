using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>The slow and obvious version of a snapshot: rows, and everything computed from them when asked. Immutable.</summary>
internal sealed class ReferenceState(Rows rows)
{
    public static ReferenceState Empty { get; } = new(Rows.None);

    public Rows Rows => rows;

    /// <summary>The state after a change, or this one and what the change breaks.</summary>
    public (ReferenceState After, IReadOnlyList<Refusal> Broken) Apply(Change change)
    {
        var broken = Refusals.Of(rows, change).Distinct().ToList();
        return (broken.Count > 0 ? this : new(Applied(change)), broken);
    }

    /// <summary>A decision, in its order (DESIGN section 5).</summary>
    public Answer Ask(Ask ask, Tally? tally)
    {
        if (Unasked(ask.Claim) is { } reason)
            return new(reason);

        var question = ask.Question;
        var isPermission = question.Kind == QuestionKind.Permission;
        var hasResource = question.Resource != default;
        if (string.IsNullOrEmpty(question.Name) || (hasResource && !(isPermission && question.Resource.IsValid)))
            return new(Reason.InvalidRequest);

        var subject = new Subject(rows, UserOf(ask.Claim)!, ask.Claim.Tenant, ask, tally); // Asked about only when there is one.
        subject.Met(subject.User.Tenant != subject.Tenant, "home above the tenant asked");
        return question.Kind switch
        {
            QuestionKind.Role => new(Roles.Has(subject, question.Name) ? Reason.None : Reason.MissingRole) { Roles = Roles.All(subject) },
            QuestionKind.Feature => Features.Has(subject, question.Name),
            QuestionKind.Permission when Permissions.Granted(subject, question.Name) => Features.Gate(subject, question.Name),
            QuestionKind.Permission when hasResource && Grants.Reach(subject, question.Resource, question.Name) => Features.Gate(subject, question.Name),
            QuestionKind.Permission => new(hasResource ? Reason.NoGrant : Reason.MissingPermission),
            _ => new(Reason.InvalidRequest),
        };
    }

    // Why nothing may be asked about the subject of a claim; null when it may.
    private Reason? Unasked(SubjectClaim claim)
    {
        if (!rows.Has<Change.TenantPut>(claim.Tenant))
            return Reason.UnknownTenant;
        if (Tree.UpFrom(rows, claim.Tenant).Any(tenant => rows.Find<Change.TenantPut>(tenant)!.Suspended))
            return Reason.TenantSuspended;
        if (UserOf(claim) is not { } user || !Tree.UpFrom(rows, claim.Tenant).Contains(user.Tenant))
            return Reason.UnknownSubject;
        if (!user.Active)
            return Reason.UserInactive;
        return user.NotBefore != 0 && claim.IssuedAt <= user.NotBefore ? Reason.SessionRevoked : null;
    }

    private Change.UserPut? UserOf(SubjectClaim claim) => rows.Find<Change.UserPut>(rows.Find<Change.AliasPut>(claim.Subject)?.User ?? claim.Subject);

    private Rows Applied(Change change) => change switch
    {
        Change.TenantRemoved c => rows.Without<Change.TenantPut>(World.Tenant(c.Key)),
        Change.GroupRemoved c => rows.Without<Change.GroupPut>(c.Group),
        Change.UserRemoved c => rows.All<Change.MemberAdded>().Where(row => row.User == c.User)
            .Aggregate(rows.Without<Change.UserPut>(c.User), (left, row) => left.Without<Change.MemberAdded>(RowKey.Of(row))),
        Change.AliasRemoved c => rows.Without<Change.AliasPut>(c.Alias),
        Change.MemberRemoved c => rows.Without<Change.MemberAdded>((c.Group, c.User)),
        Change.GroupUnnested c => rows.Without<Change.GroupNested>((c.Parent, c.Child)),
        Change.UserAttributesRemoved c => rows.Without<Change.UserAttributesPut>(c.User),
        Change.RoleRemoved c => rows.Without<Change.RolePut>((c.Scope, c.Key)),
        Change.FeatureRemoved c => rows.Without<Change.FeaturePut>(c.Key),
        Change.PlanRemoved c => rows.Without<Change.PlanPut>(c.Key),
        Change.FlagRemoved c => rows.Without<Change.FlagPut>(c.Feature),
        Change.TenantFeatureRemoved c => rows.Without<Change.TenantFeaturePut>((c.Tenant, c.Feature)),
        Change.PlanUnassigned c => rows.Without<Change.PlanAssigned>((c.Holder, c.Plan)),
        Change.RoleUnassigned c => rows.Without<Change.RoleAssigned>((c.Holder, c.Tenant, c.Role)),
        Change.PermissionUnassigned c => rows.Without<Change.PermissionAssigned>((c.User, c.Tenant, c.Pattern)),
        Change.GrantRemoved c => rows.Without<Change.GrantPut>((c.Tenant, c.Resource, c.Grantee, c.Permission)),
        Change.ResourceParentRemoved c => rows.Without<Change.ResourceParentPut>((c.Tenant, c.Resource)),
        _ => rows.With(change),
    };
}
