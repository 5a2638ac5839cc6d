using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// What a snapshot allows, as lists: exactly what <see cref="Snapshot.Check"/> would allow one by one. Each list comes in pages whose
/// work is bounded and which together are complete; a cursor goes on in any snapshot of the same epoch and version, in whichever
/// process. Pure; thread-safe; never throws for data.
/// </summary>
public static class Listings
{
    /// <summary>
    /// The permissions of a subject, in ordinal order of their patterns: those of its roles at every level, and its own. Grants on single
    /// resources are not among them.
    /// </summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="claim">The subject.</param>
    /// <param name="attributes">What rules read beside the directory's attributes; null for nothing.</param>
    /// <param name="now">Unix milliseconds; a later page is as of the first page's instant.</param>
    /// <param name="request">Which page.</param>
    public static PageResult<ListedPermission> ListPermissions(
        this Snapshot snapshot, in SubjectClaim claim, AttributeSet? attributes, long now, PageRequest request)
    {
        var question = new QuestionHash(ListKind.Permissions).Add(claim.Tenant).Add(claim.Subject).Add(attributes);
        if (PageBuilder<ListedPermission>.Open(snapshot, question, request, now, out var refusal) is not { } page)
            return new(Page: null, refusal);
        var subject = snapshot.Resolve(claim);
        return subject.Reason == Reason.None && subject.TryOpen(attributes, page.Now, out var view)
            ? PermissionList.Fill(view, page)
            : page.Nothing(subject.Reason);
    }

    /// <summary>The features that a subject is entitled to, in ordinal order of their keys. The parameters are those of <see cref="ListPermissions"/>.</summary>
    public static PageResult<string> ListFeatures(this Snapshot snapshot, in SubjectClaim claim, AttributeSet? attributes, long now, PageRequest request)
    {
        var question = new QuestionHash(ListKind.Features).Add(claim.Tenant).Add(claim.Subject).Add(attributes);
        if (PageBuilder<string>.Open(snapshot, question, request, now, out var refusal) is not { } page)
            return new(Page: null, refusal);
        var subject = snapshot.Resolve(claim);
        return subject.Reason == Reason.None && subject.TryOpen(attributes, page.Now, out var view)
            ? FeatureList.Fill(view, page)
            : page.Nothing(subject.Reason);
    }

    /// <summary>
    /// The users who have a permission in a tenant (or on one of its resources), by the hashes of their ids and in an order that these alone
    /// decide: users of the tenant and of those above it, tokens aside.
    /// </summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="tenant">Hash of the tenant's key.</param>
    /// <param name="permission">The permission; a <c>*</c> in it is a literal.</param>
    /// <param name="resource">The resource; the default for none.</param>
    /// <param name="attributes">As in <see cref="ListPermissions"/>, the same for every user.</param>
    /// <param name="now">As there.</param>
    /// <param name="request">As there.</param>
    public static PageResult<Hash128> ListSubjects(
        this Snapshot snapshot, Hash128 tenant, string permission, ResourceName resource, AttributeSet? attributes, long now, PageRequest request)
    {
        var question = new QuestionHash(ListKind.Subjects).Add(tenant).Add(permission).Add(resource.Type).Add(resource.Id).Add(attributes);
        if (PageBuilder<Hash128>.Open(snapshot, question, request, now, out var refusal) is not { } page)
            return new(Page: null, refusal);
        var asked = Question.PermissionOn(permission, resource) with { Attributes = attributes };
        return SubjectList.Fill(snapshot, tenant, asked, page);
    }

    /// <summary>
    /// The resources of one type on which a subject has a permission, in an order that their names alone decide: those that a grant on them or
    /// above them gives it, or, when its roles give it everywhere (<see cref="Page{T}.Everything"/>), all that any row speaks of.
    /// </summary>
    /// <param name="snapshot">Where to look.</param>
    /// <param name="claim">The subject.</param>
    /// <param name="permission">The permission; a <c>*</c> in it is a literal.</param>
    /// <param name="type">The type of the resources.</param>
    /// <param name="attributes">As in <see cref="ListPermissions"/>.</param>
    /// <param name="now">As there.</param>
    /// <param name="request">As there.</param>
    public static PageResult<ResourceName> ListResources(
        this Snapshot snapshot, in SubjectClaim claim, string permission, string type, AttributeSet? attributes, long now, PageRequest request)
    {
        var question = new QuestionHash(ListKind.Resources).Add(claim.Tenant).Add(claim.Subject).Add(permission).Add(type).Add(attributes);
        if (PageBuilder<ResourceName>.Open(snapshot, question, request, now, out var refusal) is not { } page)
            return new(Page: null, refusal);
        var subject = snapshot.Resolve(claim);
        return subject.Reason == Reason.None && subject.TryOpen(attributes, page.Now, out var view)
            ? ResourceList.Fill(view, permission, type, page)
            : page.Nothing(subject.Reason);
    }
}
