using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>The rules of one plan or flag, ready to run (SEMANTICS section 3). Immutable; thread-safe.</summary>
internal sealed class RuleList
{
    private readonly Rule[] _rules;

    internal RuleList(Rule[] rules)
    {
        _rules = rules;
    }

    public static RuleList Empty { get; } = new([]);

    public ReadOnlySpan<Rule> Rules => _rules;

    /// <summary>
    /// From a JSON array with the wire names of SEMANTICS sections 4 and 5. Refused is what has not the form of rules, with its place as a JSON pointer;
    /// operations that nobody knows and operands that they cannot take are conditions that never hold.
    /// </summary>
    public static bool TryParse(string json, [NotNullWhen(true)] out RuleList? rules, [NotNullWhen(false)] out string? fault) =>
        RuleParser.TryParse(json, out rules, out fault);

    /// <summary>The number of the first rule that matches; −1 for none. It ends the search, whatever its treatment.</summary>
    public int FirstMatch(in AttributeScope attributes, ref DecisionCourse course)
    {
        for (var i = 0; i < _rules.Length; i++)
        {
            if (_rules[i].Condition.Holds(attributes, ref course))
                return i;
        }

        return -1;
    }

    /// <summary>Whether the treatment is true: that of the first rule that matches, else the default.</summary>
    public bool IsTreated(bool byDefault, in AttributeScope attributes, ref DecisionCourse course) =>
        FirstMatch(attributes, ref course) is >= 0 and var match ? _rules[match].Treatment : byDefault;
}
