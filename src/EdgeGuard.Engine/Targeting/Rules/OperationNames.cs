using System.Collections.Frozen;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary>The wire names of operations.</summary>
internal static class OperationNames
{
    private static readonly FrozenDictionary<string, Operation> ByName = new Dictionary<string, Operation>(StringComparer.Ordinal)
    {
        ["in_list"] = Operation.InList,
        ["starts_with"] = Operation.StartsWith,
        ["ends_with"] = Operation.EndsWith,
        ["contains"] = Operation.Contains,
        ["matches"] = Operation.Matches,
        ["equal"] = Operation.Equal,
        ["greater_than"] = Operation.GreaterThan,
        ["greater_than_equal"] = Operation.GreaterThanEqual,
        ["lower_than"] = Operation.LowerThan,
        ["lower_than_equal"] = Operation.LowerThanEqual,
        ["between_numeric"] = Operation.BetweenNumeric,
        ["is"] = Operation.Is,
        ["on"] = Operation.On,
        ["on_or_after"] = Operation.OnOrAfter,
        ["on_or_before"] = Operation.OnOrBefore,
        ["between_date"] = Operation.BetweenDate,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Operation, string> Names = ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>All there are.</summary>
    public static IEnumerable<string> All => ByName.Keys;

    /// <summary>The wire name of an operation; empty for the unknown one.</summary>
    public static string Of(Operation operation) => Names.GetValueOrDefault(operation, "");

    /// <summary>The operation of that wire name; unknown for any other text, names of JavaScript's own among them.</summary>
    public static Operation Find(string name) => ByName.GetValueOrDefault(name);
}
