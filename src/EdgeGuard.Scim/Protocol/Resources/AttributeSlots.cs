using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>Collects the values of an attribute set in whatever order they come and gives them back in schema order.</summary>
internal struct AttributeSlots(AttributeSet attributes)
{
    private readonly JsonNode?[] _values = new JsonNode?[attributes.Count];

    private readonly bool[] _named = new bool[attributes.Count];

    /// <summary>False when the attribute was named before: <c>userName</c> and <c>USERNAME</c> are one name said twice.</summary>
    public readonly bool TryName(int rank) => !_named[rank] && (_named[rank] = true);

    public readonly void Set(int rank, JsonNode? value) => _values[rank] = value;

    public readonly JsonObject ToObject()
    {
        var result = new JsonObject();
        for (int rank = 0; rank < _values.Length; rank++)
        {
            if (_values[rank] is { } value)
                result.Add(attributes.All[rank].Name, value);
        }

        return result;
    }
}
