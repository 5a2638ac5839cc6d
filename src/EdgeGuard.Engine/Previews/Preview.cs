using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Previews;

/// <summary>
/// What changes would do, without doing them: the snapshot that they would give beside the one that is, and who gains and loses what. Immutable;
/// thread-safe; the snapshot before is not touched. Differences are found as they are asked for.
/// </summary>
public sealed class Preview
{
    private readonly ChangedResources _resources;
    private readonly ChangedAliases _aliases;
    private readonly bool _changesLinks;

    private Preview(Snapshot before, Snapshot after, IReadOnlyCollection<Change> changes)
    {
        Before = before;
        After = after;
        _resources = new ChangedResources(before, after, changes);
        _aliases = new ChangedAliases(before.Model, after.Model, changes);
        _changesLinks = changes.Any(change => change is Change.FeaturePut or Change.FeatureRemoved);
    }

    /// <summary>The state as it is.</summary>
    public Snapshot Before { get; }

    /// <summary>The state as it would be. Its epoch belongs to no log, so that no cursor of it fits a real state.</summary>
    public Snapshot After { get; }

    /// <summary>Applies the changes, in order, off to the side; ends at the first that is refused.</summary>
    public static PreviewResult Of(Snapshot before, IEnumerable<Change> changes)
    {
        var applied = changes.ToArray();
        var builder = before.ToBuilder();
        for (var index = 0; index < applied.Length; index++)
        {
            if (!builder.TryApply(applied[index], out var fault))
                return new(Preview: null, new RefusedChange(index, applied[index], fault ?? ""));
        }

        return new(new Preview(before, builder.Build(EpochAfter(before, builder.Digest), before.Version + 1), applied), Refused: null);
    }

    /// <summary>
    /// What changes for users, each as seen from its own tenant and from each below that. A user for whom nothing is reported is
    /// answered as before, by its id and by each alias that it has or had, whatever it asks as of <paramref name="now"/> with these
    /// attributes; only the reason of a denial may differ.
    /// </summary>
    /// <param name="tenant">Hash of the key of the one tenant to see from; null for all.</param>
    /// <param name="attributes">What rules read beside the directory's attributes; null for nothing.</param>
    /// <param name="now">Unix milliseconds.</param>
    public IEnumerable<AccessDifference> Differences(Hash128? tenant, AttributeSet? attributes, long now)
    {
        var (before, after) = (new TenantsBelow(Before.Model, tenant), new TenantsBelow(After.Model, tenant));
        foreach (var user in Users())
        {
            foreach (var seenFrom in before.SeenFrom(user).Union(after.SeenFrom(user)))
            {
                if (DifferenceOf(seenFrom, user, attributes, now) is { } difference)
                    yield return difference;
            }
        }
    }

    /// <summary>What changes for one user as seen from one tenant; null for nothing. The parameters are those of <see cref="Differences"/>.</summary>
    public AccessDifference? DifferenceOf(Hash128 tenant, Hash128 user, AttributeSet? attributes, long now)
    {
        var before = new SubjectAccess(Before, tenant, user, attributes, now);
        var after = new SubjectAccess(After, tenant, user, attributes, now);
        var (roles, features) = (Delta<string>.Of(before.Roles, after.Roles), Delta<string>.Of(before.Features, after.Features));
        // What grants reach a user, and what features leave of them, follows from these; then only the changed resources are of interest.
        var same = !_changesLinks && before.Standing.Reason == after.Standing.Reason && roles.IsEmpty && features.IsEmpty &&
            before.Groups.SetEquals(after.Groups);
        var difference = new AccessDifference(tenant, user)
        {
            Before = before.Standing,
            After = after.Standing,
            Aliases = _aliases.Of(user),
            Roles = roles,
            Features = features,
            Permissions = Delta<ListedPermission>.Of(before.Permissions, after.Permissions),
            Grants = GrantsOf(before, after, same ? _resources.Of(tenant) : _resources.All(tenant)),
        };
        return difference.IsEmpty ? null : difference;
    }

    /// <summary>The questions whose answer or reason changes. <paramref name="now"/>: Unix milliseconds.</summary>
    public IEnumerable<AnswerDifference> Compare(IEnumerable<(SubjectClaim Claim, Question Question)> questions, long now)
    {
        foreach (var (claim, question) in questions)
        {
            var (before, after) = (Before.Check(claim, question, now).Reason, After.Check(claim, question, now).Reason);
            if (before != after)
                yield return new AnswerDifference(claim, question, before, after);
        }
    }

    private static Delta<ResourcePermission> GrantsOf(SubjectAccess before, SubjectAccess after, IEnumerable<ResourceName> resources)
    {
        List<ResourcePermission> gained = [], lost = [];
        foreach (var resource in resources)
        {
            var delta = Delta<ListedPermission>.Of(before.GrantsOn(resource), after.GrantsOn(resource));
            gained.AddRange(delta.Gained.Select(permission => new ResourcePermission(resource, permission)));
            lost.AddRange(delta.Lost.Select(permission => new ResourcePermission(resource, permission)));
        }

        return new([.. gained], [.. lost]);
    }

    /// <summary>The same for the same changes of the same state, and that of no log.</summary>
    private static Epoch EpochAfter(Snapshot before, Hash128 digest)
    {
        Span<byte> input = stackalloc byte[Hash128.Size + Hash128.Size];
        before.Epoch.Value.Write(input);
        digest.Write(input[Hash128.Size..]);
        return new Epoch(SipHash128.Compute(before.Hasher.KeyFor(HashUse.Previews), input));
    }

    /// <summary>Users of the state before, then those that are new.</summary>
    private IEnumerable<Hash128> Users() =>
        Before.Model.Users.All().Select(Before.Model.Users.IdOf)
            .Concat(After.Model.Users.All().Select(After.Model.Users.IdOf).Where(user => Before.Model.Users.FindById(user) < 0));
}
