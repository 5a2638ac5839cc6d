using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Edge.Authorization;

/// <summary>A policy as the request path uses it: questions in the order in which they are put. Immutable; thread-safe.</summary>
internal sealed class CompiledPolicy
{
    private readonly Question[] _all;
    private readonly Question[][] _any;

    public CompiledPolicy(string name, PolicyOptions options)
    {
        Name = name;
        _all =
        [
            .. options.AllPermissions.Select(Question.Permission),
            .. options.AllRoles.Select(Question.Role),
            .. options.AllFeatures.Select(Question.Feature),
        ];
        Question[][] any =
        [
            [.. options.AnyPermissions.Select(Question.Permission)],
            [.. options.AnyRoles.Select(Question.Role)],
            [.. options.AnyFeatures.Select(Question.Feature)],
        ];
        _any = [.. any.Where(alternatives => alternatives.Length > 0)];
    }

    /// <summary>Asks for nothing but an active user of the token's tenant: <c>default</c> on a route.</summary>
    public static CompiledPolicy Authenticated { get; } = new(PolicyCatalog.Default, new PolicyOptions());

    /// <summary>Configured name.</summary>
    public string Name { get; }

    /// <summary>
    /// Decides from <paramref name="snapshot"/> alone; no I/O, lock or allocation. Of a list of which one must be met, the denial of
    /// the first is told. <paramref name="now"/>: Unix milliseconds. <paramref name="subject"/> belongs to the snapshot.
    /// </summary>
    public Decision Decide(Snapshot snapshot, in SubjectClaim claim, long now, out ResolvedSubject subject)
    {
        subject = snapshot.Resolve(claim);
        if (subject.Reason != Reason.None)
            return new Decision(subject.Reason, snapshot.Version);

        foreach (ref readonly var question in _all.AsSpan())
        {
            var decision = snapshot.Decide(subject, question, now);
            if (!decision.Allowed)
                return decision;
        }

        foreach (var alternatives in _any)
        {
            var decision = DecideAny(snapshot, subject, alternatives, now);
            if (!decision.Allowed)
                return decision;
        }

        return new Decision(Reason.None, snapshot.Version);
    }

    private static Decision DecideAny(Snapshot snapshot, in ResolvedSubject subject, Question[] alternatives, long now)
    {
        var first = snapshot.Decide(subject, alternatives[0], now);
        if (first.Allowed)
            return first;
        for (var i = 1; i < alternatives.Length; i++)
        {
            var decision = snapshot.Decide(subject, alternatives[i], now);
            if (decision.Allowed)
                return decision;
        }

        return first;
    }
}
