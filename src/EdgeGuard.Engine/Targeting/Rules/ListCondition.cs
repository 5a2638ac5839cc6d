using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Targeting.Rules;

/// <summary><c>in_list</c>, <c>starts_with</c>, <c>ends_with</c> and <c>contains</c>; compared by UTF-16 code unit.</summary>
internal sealed class ListCondition(AttributeName attribute, Operation operation, bool negate, string[] list) : Condition(attribute, operation, negate)
{
    // From here on hashing one text is cheaper than comparing it with each.
    private const int HashedFrom = 8;

    private readonly HashSet<string>? _hashed = list.Length >= HashedFrom ? new(list, StringComparer.Ordinal) : null;

    public ReadOnlySpan<string> List => list;

    protected override ConditionAnswer Test(in AttributeValue value, ref PatternBudget budget) => value.Kind switch
    {
        AttributeKind.Text when Operation == Operation.InList => Answer(IsListed(value.Text)),
        AttributeKind.Text => Answer(IsPartOf(value.Text)),
        AttributeKind.List when Operation is Operation.InList or Operation.Contains => Answer(IsAnyListed(value.List)),
        _ when Operation == Operation.InList => ConditionAnswer.No,

        // With nothing to look for the value is not touched.
        _ => list.Length == 0 ? ConditionAnswer.No : ConditionAnswer.WrongType,
    };

    private bool IsListed(string text) => _hashed?.Contains(text) ?? Array.IndexOf(list, text) >= 0;

    private bool IsAnyListed(AttributeList elements)
    {
        foreach (ref readonly var element in elements.Items)
        {
            if (element.Kind == AttributeKind.Text && IsListed(element.Text))
                return true;
        }

        return false;
    }

    private bool IsPartOf(string text)
    {
        foreach (var part in list)
        {
            var isMet = Operation switch
            {
                Operation.StartsWith => text.StartsWith(part, StringComparison.Ordinal),
                Operation.EndsWith => text.EndsWith(part, StringComparison.Ordinal),
                _ => text.Contains(part, StringComparison.Ordinal),
            };
            if (isMet)
                return true;
        }

        return false;
    }
}
