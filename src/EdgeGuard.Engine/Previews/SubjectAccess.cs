using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Previews;

/// <summary>All that one user may do in one tenant of one snapshot; nothing when it may not be asked about. Each list in ordinal order.</summary>
internal sealed class SubjectAccess
{
    private readonly ResolvedSubject _subject;
    private readonly AttributeSet? _attributes;
    private readonly long _now;
    private readonly LinkedPermissions? _links;

    public SubjectAccess(Snapshot snapshot, Hash128 tenant, Hash128 user, AttributeSet? attributes, long now)
    {
        _subject = snapshot.Resolve(new SubjectClaim(tenant, user, SubjectClaim.NoToken));
        _attributes = attributes;
        _now = now;
        var ordinal = snapshot.Model.Users.FindById(user);
        // Where the id has become an alias, it names another user.
        var reason = _subject.Reason == Reason.None && ordinal < 0 ? Reason.UnknownSubject : _subject.Reason;
        Standing = new UserStanding(reason, ordinal < 0 ? 0 : snapshot.Model.Users.NotBeforeOf(ordinal));
        if (!TryOpen(out var view))
            return;

        var roles = NewSet();
        view.AddRoles(roles);
        Roles = roles;
        Features = FeatureList.Entitled(view);
        _links = new LinkedPermissions(view.Model.Catalog.Index);
        var patterns = NewSet();
        view.AddPatterns(patterns);
        Permissions = Listed(view, patterns);
        var groups = view.Groups;
        while (groups.TryNext(out var group))
            Groups.Add(view.Model.Groups.At(group).Id);
    }

    public UserStanding Standing { get; }

    public IReadOnlySet<string> Roles { get; } = NewSet();

    public IReadOnlyCollection<string> Features { get; } = [];

    public IReadOnlyCollection<ListedPermission> Permissions { get; } = [];

    public HashSet<Hash128> Groups { get; } = [];

    /// <summary>What grants let the user do on a resource.</summary>
    public IReadOnlyCollection<ListedPermission> GrantsOn(ResourceName resource)
    {
        var patterns = NewSet();
        if (!TryOpen(out var view))
            return [];
        GrantedPatterns.Add(view, Roles, resource, patterns);
        return Listed(view, patterns);
    }

    private static SortedSet<string> NewSet() => new(StringComparer.Ordinal);

    private bool TryOpen(out SubjectView view)
    {
        view = default;
        return Standing.Reason == Reason.None && _subject.TryOpen(_attributes, _now, out view);
    }

    private List<ListedPermission> Listed(in SubjectView view, SortedSet<string> patterns)
    {
        var listed = new List<ListedPermission>();
        foreach (var pattern in patterns)
        {
            if (_links?.Listed(view, pattern) is { } permission)
                listed.Add(permission);
        }

        return listed;
    }
}
