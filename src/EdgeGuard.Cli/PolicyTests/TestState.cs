using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Documents;
using EdgeGuard.Engine.Documents.Tree;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Cli.PolicyTests;

/// <summary>A state that questions can be asked of, by name. Immutable.</summary>
internal sealed class TestState
{
    // Nothing of a test leaves this process, so any key will do; a constant one makes runs equal.
    private static readonly DirectoryHasher Hasher = new(new Hash128(1, 2), new Hash128(3, 4));
    private static readonly Epoch Epoch = new(new Hash128(5, 6));

    private readonly Dictionary<string, string> _parents;
    private readonly ILookup<(SubjectKeyKind Kind, string Value), string> _homes;

    private TestState(StateDocument document, Snapshot snapshot)
    {
        Document = document;
        Snapshot = snapshot;
        Names = StateNames.Of(document, Hasher);
        _parents = document.Tenants.ToDictionary(t => t.Key, t => t.Parent, StringComparer.Ordinal);
        _homes = document.Users.SelectMany(user => KeysOf(user).Select(key => (key, user.Tenant))).ToLookup(k => k.key, k => k.Tenant);
    }

    public StateDocument Document { get; }

    public Snapshot Snapshot { get; }

    public StateNames Names { get; }

    /// <summary>Null when the state is refused; the faults say why.</summary>
    public static TestState? Load(StateDocument document, DocumentFaults faults) =>
        StateLoader.Load(document, Hasher, Epoch, faults) is { } snapshot ? new TestState(document, snapshot) : null;

    /// <summary>Whether anything of the state depends on the time.</summary>
    public bool HasInstants =>
        Document.Tenants.Any(t => t.Features.Any(f => f.ExpiresAt != -1) || t.Plans.Any(IsBound)) ||
        Document.Users.Any(u => u.Plans.Any(IsBound) || u.Roles.Any(r => !r.Period.IsAlways) || u.Permissions.Any(p => !p.Period.IsAlways)) ||
        Document.Groups.Any(g => g.Assignments.Any(a => !a.Period.IsAlways)) ||
        Document.Grants.Any(g => !g.Period.IsAlways);

    /// <summary>Who a case asks about.</summary>
    public SubjectClaim ClaimOf(PolicyCase asked)
    {
        var subject = asked.Subject;
        var home = subject.Of ?? HomeOf(subject, asked.Tenant);
        return new SubjectClaim(Hasher.Tenant(asked.Tenant), Hasher.Subject(Hasher.Tenant(home), subject.Kind, subject.Value), asked.IssuedAt);
    }

    /// <summary>The snapshot after a change of it that cannot be refused.</summary>
    public Snapshot After(IEnumerable<Change> changes)
    {
        var builder = Snapshot.ToBuilder();
        foreach (var change in changes)
        {
            if (!builder.TryApply(change, out var fault))
                throw new InvalidOperationException($"{change} was refused: {fault}");
        }

        return builder.Build(Epoch, Snapshot.Version + 1);
    }

    public static Hash128 HashOf(string tenant) => Hasher.Tenant(tenant);

    public static Change.GrantRemoved Removal(GrantEntry grant)
    {
        var put = Put(grant);
        return new Change.GrantRemoved(put.Tenant, put.Resource, put.Grantee, put.Permission);
    }

    public static Change.GrantPut Put(GrantEntry grant) => StateChanges.GrantPut(grant, Hasher);

    // The user of that key at the tenant or nearest above it; else the only one anywhere; else there is none, which the engine will say.
    private string HomeOf(SubjectName subject, string tenant)
    {
        var homes = _homes[Key(subject.Kind, subject.Value)].Distinct(StringComparer.Ordinal).ToList();
        for (var at = tenant; at.Length > 0; at = _parents.GetValueOrDefault(at, ""))
        {
            if (homes.Contains(at, StringComparer.Ordinal))
                return at;
        }

        return homes.Count == 1 ? homes[0] : tenant;
    }

    private static bool IsBound(PlanAssignmentEntry plan) => plan.ExpiresAt != -1 || plan.From != ActivePeriod.Beginning;

    private static IEnumerable<(SubjectKeyKind Kind, string Value)> KeysOf(UserEntry user)
    {
        yield return Key(SubjectKeyKind.Id, user.Id);
        if (user.UserName is { } userName)
            yield return Key(SubjectKeyKind.UserName, userName);
        if (user.ExternalId is { } externalId)
            yield return Key(SubjectKeyKind.ExternalId, externalId);
        foreach (var email in user.Emails)
            yield return Key(SubjectKeyKind.Email, email);
    }

    // As the hasher folds them.
    private static (SubjectKeyKind Kind, string Value) Key(SubjectKeyKind kind, string value) =>
        (kind, kind is SubjectKeyKind.UserName or SubjectKeyKind.Email ? value.ToLowerInvariant() : value);
}
