using System.Collections.Immutable;
using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Cli.PolicyTests.Coverage;

/// <summary>
/// What the cases exercise. Something counts as exercised when a case would get another answer if it were gone, or if it gave everything
/// (a role or grant every permission, a plan, flag or feature itself to everyone, a rule the opposite): the state is changed so, by the
/// same changes that an admin would make, and its cases are asked again. So nothing counts merely because it was passed on the way, and what
/// others make up for does not count.
/// </summary>
/// <param name="Items">Everything there is, each once.</param>
/// <param name="Missed">Those on which no case depends, by file and line.</param>
internal sealed record CoverageReport(ImmutableArray<CoverageItem> Items, ImmutableArray<CoverageItem> Missed)
{
    public int Exercised => Items.Length - Missed.Length;

    /// <summary>Whole percent, rounded down, so that 100 means all; 100 of nothing.</summary>
    public int Percent => Items.IsEmpty ? 100 : (int)(100L * Exercised / Items.Length);

    /// <summary>What the results exercise of the states, those of which no case asks among them.</summary>
    public static CoverageReport Of(IEnumerable<TestState> states, IEnumerable<CaseResult> results)
    {
        var byState = results.ToLookup(r => r.Test.State);
        var exercised = new Dictionary<(string, string, DocumentPosition, string), bool>();
        var items = new List<CoverageItem>();
        foreach (var state in states)
        {
            var cases = new StateCases(state, byState[state]);
            foreach (var item in CoverageItems.Of(state.Document))
            {
                if (exercised.TryAdd(item.Identity, false))
                    items.Add(item);
                if (!exercised[item.Identity])
                    exercised[item.Identity] = cases.Exercise(item);
            }
        }

        return new CoverageReport(
            [.. items],
            [.. items.Where(i => !exercised[i.Identity])
                .OrderBy(i => i.Place.Source, StringComparer.Ordinal).ThenBy(i => i.Place.Position.Line).ThenBy(i => i.Place.Position.Column)]);
    }
}
