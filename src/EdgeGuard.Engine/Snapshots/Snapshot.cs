using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Explaining;
using EdgeGuard.Engine.Explaining.Walking;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// The whole state at one log version. Immutable: a change gives a new snapshot that shares structure with this one
/// (<see cref="ToBuilder"/>). Readers take one reference and are lock-free, wait-free and allocation-free; thread-safe.
/// </summary>
/// <remarks>
/// The first question about a combination of groups after a change of its tenant's groups or roles computes and keeps the
/// combination's roles; that one allocates.
/// </remarks>
public sealed class Snapshot
{
    private readonly SnapshotModel _model;

    internal Snapshot(SnapshotModel model, Epoch epoch, long version)
    {
        _model = model;
        Epoch = epoch;
        Version = version;
    }

    /// <summary>Identity of the log that this state belongs to.</summary>
    public Epoch Epoch { get; }

    /// <summary>Position in the log after which this is the state; 0 before the first entry.</summary>
    public long Version { get; }

    /// <summary>Sum of all row hashes (<see cref="RowDigest"/>).</summary>
    public Hash128 Digest => _model.Digest;

    /// <summary>Tenants, suspended ones included.</summary>
    public int TenantCount => _model.Tenants.Count;

    /// <summary>Users, inactive ones included.</summary>
    public int UserCount => _model.Users.Count;

    /// <summary>Groups.</summary>
    public int GroupCount => _model.Groups.Count;

    /// <summary>The hasher whose hashes name tenants, users and groups here.</summary>
    public DirectoryHasher Hasher => _model.Hasher;

    /// <summary>The tables.</summary>
    internal SnapshotModel Model => _model;

    /// <summary>How much readers keep of a tenant's roles.</summary>
    internal int KeptFor(Hash128 tenant) => _model.Tenants.Find(tenant)?.Memo.Count ?? 0;

    /// <summary>True when there are tenants below the one whose key hashes to <paramref name="tenant"/>; false also when that is not known.</summary>
    public bool HasTenantsBelow(Hash128 tenant) => _model.Tenants.Find(tenant) is { } row && _model.Tenants.HeightOf(row.Ordinal) > 0;

    /// <summary>The state before the first entry of a log: nothing is known, version 0.</summary>
    public static Snapshot Empty(DirectoryHasher hasher, Epoch epoch) => new(new SnapshotModel(hasher), epoch, version: 0);

    /// <summary>Tenant, subject, active, not-before: everything of a decision that comes before its question.</summary>
    public ResolvedSubject Resolve(in SubjectClaim claim)
    {
        // The one cache miss of an ordinary decision; the look-up of the tenant runs beside it.
        var probe = _model.Users.Probe(claim.Subject);
        probe.Prefetch();
        return ResolveAt(claim, probe);
    }

    private ResolvedSubject ResolveAt(in SubjectClaim claim, in KeyProbe probe)
    {
        if (_model.Tenants.Find(claim.Tenant) is not { } tenant)
            return new ResolvedSubject { Reason = Reason.UnknownTenant };
        if (_model.Tenants.IsSuspended(tenant))
            return new ResolvedSubject { Reason = Reason.TenantSuspended };

        var users = _model.Users;
        var user = users.Find(probe);
        if (user.IsNone)
            return new ResolvedSubject { Reason = Reason.UnknownSubject };

        var home = tenant;
        if (!_model.TryRolesOf(user, tenant, out var roles, out var wideRoles))
        {
            home = _model.Tenants.At(_model.GroupSets.TenantOf(users.SetOf(user.Ordinal)));
            if (!_model.Tenants.IsAtOrAbove(home.Ordinal, tenant))
                return new ResolvedSubject { Reason = Reason.UnknownSubject };
            roles = RoleView.MoreBit;
        }
        else if (user.HasRights)
        {
            roles |= RoleView.MoreBit;
        }

        var reason = Reason.None;
        if (!user.Active)
            reason = Reason.UserInactive;
        else if (user.HasNotBefore && claim.IssuedAt <= users.NotBeforeOf(user.Ordinal))
            reason = Reason.SessionRevoked;
        return new ResolvedSubject(reason, _model, tenant, home, user.Ordinal, roles, wideRoles);
    }

    /// <summary>Answers one question about a subject that <see cref="Resolve"/> found. <paramref name="now"/>: Unix milliseconds.</summary>
    public Decision Decide(in ResolvedSubject subject, in Question question, long now)
    {
        // By the tables of the snapshot that found the subject.
        if (subject.TryOpen(out var model, out var tenant, out var roles) && RoleNeed.TryFind(model, tenant, question, out var any)
            && TryAnswer(model, roles, any, question.Kind, out var reason))
        {
            return new Decision(reason, Version);
        }

        return DecideFully(subject, question, now);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision DecideFully(in ResolvedSubject subject, in Question question, long now)
    {
        var course = default(DecisionCourse);
        return new Decision(ReasonOf(subject, question, now, ref course), Version) { Warnings = course.Warnings };
    }

    /// <summary><see cref="Resolve"/> and <see cref="Decide"/> in one.</summary>
    public Decision Check(in SubjectClaim claim, in Question question, long now)
    {
        var probe = _model.Users.Probe(claim.Subject);
        probe.Prefetch();
        return CheckAt(claim, question, now, probe);
    }

    /// <summary>
    /// <see cref="Check"/> of many at once, at one version: the same answers in a fraction of the time, because the waits for memory run
    /// side by side. Checks of one subject cost least when they follow one another. Allocates nothing; any number of checks.
    /// </summary>
    /// <param name="checks">What is asked.</param>
    /// <param name="now">Unix milliseconds.</param>
    /// <param name="decisions">Where the answers go, each to the place of its check; the rest is not touched.</param>
    /// <exception cref="ArgumentException">There are fewer places for decisions than checks.</exception>
    public void CheckAll(ReadOnlySpan<SubjectQuestion> checks, long now, Span<Decision> decisions)
    {
        if (decisions.Length < checks.Length)
            throw new ArgumentException("There are fewer places for decisions than checks.", nameof(decisions));
        for (; checks.Length > KeyProbes.Length; checks = checks[KeyProbes.Length..], decisions = decisions[KeyProbes.Length..])
            CheckSome(checks[..KeyProbes.Length], now, decisions);
        CheckSome(checks, now, decisions);
    }

    /// <summary>
    /// Why <see cref="Check"/> answers what it does: for the people who run the product, since it names rows of the state. Allocates, and
    /// takes several times as long.
    /// </summary>
    public Explanation Explain(in SubjectClaim claim, in Question question, long now) =>
        Explainer.Explain(Inquiry.Open(_model, claim, question, now), Check(claim, question, now));

    /// <summary>A builder that starts from this state; this snapshot is not touched by it.</summary>
    public SnapshotBuilder ToBuilder() => new(_model.Thaw());

    /// <summary>Puts that rebuild this state from empty, each after what it refers to.</summary>
    public IEnumerable<Change> Export() => SnapshotExport.Of(_model);

    /// <summary>
    /// Most checks: of a permission or a role, of an active user of a plain tenant whose roles are remembered. All that does not depend on
    /// the user is found before the slot is read, which the caller asked for; after it there are a few instructions and no surprise.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Decision CheckAt(in SubjectClaim claim, in Question question, long now, in KeyProbe probe)
    {
        if (_model.Tenants.Find(claim.Tenant) is { IsPlain: true } tenant && tenant.Memo.At(_model.GlobalState) is { } results
            && RoleNeed.TryFind(_model, tenant, question, out var any) && SnapshotModel.TryRecallPlain(_model.Users.Find(probe), results, out var roles)
            && TryAnswer(_model, roles, any, question.Kind, out var reason))
        {
            return new Decision(reason, Version);
        }

        return CheckFully(claim, question, now, probe);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Decision CheckFully(in SubjectClaim claim, in Question question, long now, in KeyProbe probe) => DecideFully(ResolveAt(claim, probe), question, now);

    /// <summary>False when features that are linked to the permission have a say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryAnswer(SnapshotModel model, ulong roles, ulong any, QuestionKind kind, out Reason reason)
    {
        var missing = kind == QuestionKind.Role ? Reason.MissingRole : Reason.MissingPermission;
        reason = (roles & any) != 0 ? Reason.None : missing;
        return reason != Reason.None || kind == QuestionKind.Role || model.Catalog.Index.Links.IsEmpty;
    }

    private void CheckSome(ReadOnlySpan<SubjectQuestion> checks, long now, Span<Decision> decisions)
    {
        var users = _model.Users;
        Unsafe.SkipInit(out KeyProbes probes);
        for (var i = 0; i < checks.Length; i++)
        {
            if (i > 0 && checks[i].Claim.Subject == checks[i - 1].Claim.Subject)
                continue;
            probes[i] = users.Probe(checks[i].Claim.Subject);
            probes[i].Prefetch();
        }

        var subject = default(ResolvedSubject);
        var isResolved = false;
        var probed = 0;
        for (var i = 0; i < checks.Length; i++)
        {
            ref readonly var check = ref checks[i];
            if (i > 0 && check.Claim == checks[i - 1].Claim)
            {
                // Of those who are asked about once alone, none is resolved.
                if (!isResolved)
                    subject = ResolveAt(check.Claim, probes[probed]);
                isResolved = true;
                decisions[i] = Decide(subject, check.Question, now);
                continue;
            }

            if (i > 0 && check.Claim.Subject != checks[i - 1].Claim.Subject)
                probed = i;
            isResolved = false;
            decisions[i] = CheckAt(check.Claim, check.Question, now, probes[probed]);
        }
    }

    /// <summary>The answer of <see cref="Decide"/>; <paramref name="course"/> gains what was met and spent.</summary>
    internal static Reason ReasonOf(in ResolvedSubject subject, in Question question, long now, ref DecisionCourse course)
    {
        if (subject.Reason != Reason.None)
            return subject.Reason;
        if (!subject.TryOpen(question.Attributes, now, out var view))
            return Reason.UnknownSubject;
        if (string.IsNullOrEmpty(question.Name))
            return Reason.InvalidRequest;

        var ofResource = !question.Resource.IsNone;
        return question.Kind switch
        {
            QuestionKind.Permission when ofResource => ResourceReason(view, question, ref course),
            _ when ofResource => Reason.InvalidRequest,
            QuestionKind.Permission => view.Covers(question.Name) ? PermissionGate.Of(view, question.Name, ref course) : Reason.MissingPermission,
            QuestionKind.Role => view.Has(question.Name) ? Reason.None : Reason.MissingRole,
            QuestionKind.Feature => FeatureDecision.Of(view, question.Name, ref course),
            _ => Reason.InvalidRequest,
        };
    }

    private static Reason ResourceReason(in SubjectView view, in Question question, ref DecisionCourse course)
    {
        if (!question.Resource.IsValid)
            return Reason.InvalidRequest;
        return view.Covers(question.Name) || GrantDecision.Covers(view, question.Resource, question.Name)
            ? PermissionGate.Of(view, question.Name, ref course)
            : Reason.NoGrant;
    }
}
