using System.Collections.Immutable;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Mapping;

/// <summary>The group rules of one connection. At most one claims a name, so their order says nothing. Immutable.</summary>
internal sealed class GroupRules
{
    private readonly ImmutableArray<GroupRule> _rules;

    private GroupRules(ImmutableArray<GroupRule> rules) => _rules = rules;

    public static GroupRules Of(IEnumerable<RuleRow> rows) => new([.. rows.Select(GroupRule.Of)]);

    /// <summary>The keys of the roles of a group of this name: one, or none when no rule claims it.</summary>
    public ImmutableArray<string> Resolve(string groupName)
    {
        foreach (var rule in _rules)
        {
            if (rule.Claim(groupName) is { } role)
                return [role];
        }

        return [];
    }

    /// <summary>The key of a rule other than <paramref name="candidate"/>'s own that could claim a name that it claims; null when there is none.</summary>
    public static string? FindOverlap(IEnumerable<RuleRow> others, RuleRow candidate)
    {
        var rule = GroupRule.Of(candidate);
        return others.FirstOrDefault(other => other.Key != candidate.Key && rule.Overlaps(GroupRule.Of(other)))?.Key;
    }
}
