using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Images;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>
/// One history, lived through by the engine and by the reference side by side. A question is asked of all that was changed before it, and
/// once more of the same snapshot at the end; at the end all of them of the last snapshot at once, and of a state rebuilt from its export. Every
/// other snapshot is replaced by one read from its image, with which the history goes on.
/// </summary>
internal sealed class Run
{
    private readonly Tally _tally;
    private readonly List<(Snapshot Snapshot, Hash128 Digest)> _built = [];
    private readonly List<(Snapshot Snapshot, Ask Ask, Answer Expected)> _asked = [];
    private Snapshot _snapshot = Snapshot.Empty(World.Hasher, World.Epoch);
    private SnapshotBuilder? _builder;
    private ReferenceState _state = ReferenceState.Empty;

    private Run(Tally tally) => _tally = tally;

    /// <summary>Where the two first differ; null when they never do. Steps are changes and questions.</summary>
    public static string? Difference(IReadOnlyList<object> steps, Tally tally)
    {
        try
        {
            return new Run(tally).DifferenceIn(steps);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return "thrown: " + thrown;
        }
    }

    private string? DifferenceIn(IReadOnlyList<object> steps)
    {
        var differences = steps.Select(step => step is Change change ? Apply(change) : Ask((Ask)step));
        return differences.FirstOrDefault(difference => difference is not null) ?? Build() ?? AskAllAgain() ?? AskAllAtOnce() ?? Rebuild();
    }

    private string? Apply(Change change)
    {
        _builder ??= _snapshot.ToBuilder();
        var applied = _builder.TryApply(change, out var fault);
        var (after, broken) = _state.Apply(change);
        _state = after;
        foreach (var thing in broken.Select(rule => $"refused: {rule}").DefaultIfEmpty($"applied: {change.GetType().Name}"))
            _tally.Count(thing);

        if (applied != (broken.Count == 0))
            return applied ? $"the engine applied what breaks {string.Join(" and ", broken)}" : $"the engine refused as \"{fault}\" what breaks nothing";
        return applied == string.IsNullOrEmpty(fault) ? null : $"the engine's fault is \"{fault}\"";
    }

    private string? Ask(Ask ask)
    {
        if (Build() is { } difference)
            return difference;
        var expected = _state.Ask(ask, _tally);
        _asked.Add((_snapshot, ask, expected));
        _tally.Count($"answered: {ask.Question.Kind}{(ask.Question.Resource == default ? "" : " on a resource")} {expected.Reason}");
        return Compare(_snapshot, ask, expected);
    }

    private string? Build()
    {
        if (_builder is null)
            return null;
        var digest = _builder.Digest;
        _snapshot = _builder.Build(World.Epoch, _snapshot.Version + 1);
        _builder = null;
        _built.Add((_snapshot, digest));
        if (_snapshot.Version % 2 == 0)
        {
            _snapshot = ImageCopy.RoundTrip(_snapshot);
            _built.Add((_snapshot, digest));
        }

        return digest == _state.Rows.Digest && digest == _snapshot.Digest ? null : "the digests differ";
    }

    // Later builders have not touched earlier snapshots, whose memos they share.
    private string? AskAllAgain()
    {
        foreach (var (snapshot, digest) in _built)
        {
            if (snapshot.Digest != digest)
                return $"the digest of the snapshot at version {snapshot.Version} has changed";
        }

        foreach (var (snapshot, ask, expected) in _asked)
        {
            if (Compare(snapshot, ask, expected) is { } difference)
                return $"asked again at the end of the snapshot at version {snapshot.Version}, {Story.Of(ask)}: {difference}";
        }

        return null;
    }

    private string? AskAllAtOnce()
    {
        var checks = _asked.Select(past => new SubjectQuestion(past.Ask.Claim, past.Ask.Question)).ToArray();
        var decisions = new Decision[checks.Length];
        foreach (var now in _asked.Select(past => past.Ask.Now).Distinct())
        {
            _snapshot.CheckAll(checks, now, decisions);
            for (var index = 0; index < checks.Length; index++)
            {
                var alone = _snapshot.Check(checks[index].Claim, checks[index].Question, now);
                if (decisions[index] != alone)
                    return $"asked at once at {now}, {Story.Of(_asked[index].Ask)}: {decisions[index]}, alone {alone}";
            }
        }

        return null;
    }

    private string? Rebuild()
    {
        var exported = _snapshot.Export().ToList();
        if (!exported.ToHashSet().SetEquals(_state.Rows.All<Change>()))
            return "what is exported is not what was put";

        var rebuilt = World.Build([.. exported]);
        if (rebuilt.Digest != _state.Rows.Digest || !rebuilt.Export().ToHashSet().SetEquals(exported))
            return "the state rebuilt from the export is another one";
        if ((Miscount(_snapshot) ?? Miscount(rebuilt)) is { } miscount)
            return miscount;

        foreach (var (_, ask, _) in _asked)
        {
            if (Compare(rebuilt, ask, _state.Ask(ask, tally: null)) is { } difference)
                return $"asked of the state rebuilt from the export, {Story.Of(ask)}: {difference}";
        }

        return null;
    }

    private string? Miscount(Snapshot snapshot)
    {
        var counts = (_state.Rows.All<Change.TenantPut>().Count(), _state.Rows.All<Change.GroupPut>().Count(), _state.Rows.All<Change.UserPut>().Count());
        return (snapshot.TenantCount, snapshot.GroupCount, snapshot.UserCount) == counts ? null : "the snapshot counts other tenants, groups or users";
    }

    private string? Compare(Snapshot snapshot, Ask ask, Answer expected)
    {
        var question = ask.Question;
        var subject = snapshot.Resolve(ask.Claim);
        var decision = snapshot.Check(ask.Claim, question, ask.Now);
        _tally.Count("asked");

        if (decision.Reason != expected.Reason)
            return $"the engine says {decision.Reason}, the reference {expected.Reason}";
        if (decision != snapshot.Decide(subject, question, ask.Now))
            return $"Check says {decision}, Resolve and Decide say {snapshot.Decide(subject, question, ask.Now)}";
        if (decision.Version != snapshot.Version)
            return $"the decision is of version {decision.Version}, the snapshot of {snapshot.Version}";
        if (question.Kind == QuestionKind.Feature && decision.Warnings != (expected.Warned ? DecisionWarnings.AttributeType : DecisionWarnings.None))
            return $"the engine warns {decision.Warnings}, the reference {(expected.Warned ? "does" : "does not")}";
        return expected.Roles is { } roles && subject.RolesAt(ask.Now) != roles ? $"the engine knows the roles {subject.RolesAt(ask.Now)}, the reference {roles}" : null;
    }
}
