using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// The lists that a PATCH has changed and in which equal values may stand (RFC 7643 section 2.4). Comparing all values after each of many
/// operations costs seconds, so it waits until an operation would tell two equal values apart, and else to the end.
/// </summary>
internal sealed class PendingFolds
{
    private readonly Dictionary<JsonArray, ScimAttribute> _lists = [];

    public void Add(ScimAttribute attribute, JsonArray elements) => _lists[elements] = attribute;

    public void Fold(JsonArray elements)
    {
        if (_lists.Remove(elements, out var attribute))
            ElementMatch.Fold(attribute, elements);
    }

    public void FoldAll()
    {
        foreach (var (elements, attribute) in _lists)
            ElementMatch.Fold(attribute, elements);
        _lists.Clear();
    }
}
