using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Cli.PolicyTests.Coverage;

/// <summary>The cases of one state, by what their answers can depend on, so that only those are asked again.</summary>
internal sealed class StateCases
{
    private readonly TestState _state;
    private readonly HashSet<string> _linked;
    private readonly ILookup<QuestionKind, CaseResult> _byKind;
    private readonly ILookup<string, CaseResult> _byFeature;
    private readonly List<CaseResult> _ofResources;

    public StateCases(TestState state, IEnumerable<CaseResult> cases)
    {
        _state = state;
        _linked = state.Document.Features.Where(f => !f.LinkedPermissions.IsEmpty).Select(f => f.Key).ToHashSet(StringComparer.Ordinal);
        _byKind = cases.ToLookup(c => c.Case.Question.Kind);
        _byFeature = _byKind[QuestionKind.Feature].ToLookup(c => c.Case.Question.Name, StringComparer.Ordinal);
        _ofResources = [.. _byKind[QuestionKind.Permission].Where(c => c.Case.Question.Resource != default)];
    }

    /// <summary>Whether a case would get another answer if the entry were gone, or gave everything.</summary>
    public bool Exercise(CoverageItem item) => Differs(item, item.Without) || Differs(item, item.Widened);

    private bool Differs(CoverageItem item, IReadOnlyList<Change> changes)
    {
        Snapshot? other = null;
        foreach (var result in Concerned(item))
        {
            other ??= _state.After(changes);
            if (other.Check(result.Claim, result.Case.Question, result.Case.Now).Reason != result.Decision.Reason)
                return true;
        }

        return false;
    }

    // A role answers for itself, for permissions and for grants to it; a grant for permissions on resources; everything else for features,
    // and through these for the permissions that are linked to them (SEMANTICS section 7).
    private IEnumerable<CaseResult> Concerned(CoverageItem item) => item.Kind switch
    {
        CoverageKind.Role => _byKind[QuestionKind.Role].Concat(_byKind[QuestionKind.Permission]),
        CoverageKind.Grant => _ofResources,
        _ => item.Features.SelectMany(f => _byFeature[f]).Concat(item.Features.Any(_linked.Contains) ? _byKind[QuestionKind.Permission] : []),
    };
}
