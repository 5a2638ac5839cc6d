using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>RFC 7643 section 2.4: <c>primary</c> is true for at most one value of an attribute.</summary>
internal static class PrimaryValue
{
    public const string Name = "primary";

    public static bool IsSet(JsonNode? element) =>
        element is JsonObject complex && complex[Name]?.GetValueKind() == JsonValueKind.True;

    /// <summary>Some providers send two (PingOne); the first is meant as much as the second, and a refusal would stop their cycle.</summary>
    /// <returns>False when there was more than one.</returns>
    public static bool KeepFirst(JsonArray elements)
    {
        foreach (var element in elements)
        {
            if (IsSet(element))
                return !Keep(elements, element);
        }

        return true;
    }

    /// <summary>M8: making one value primary makes the others not primary. Those that say nothing keep saying nothing.</summary>
    /// <returns>True when another was primary.</returns>
    public static bool Keep(JsonArray elements, JsonNode? chosen)
    {
        var others = false;
        foreach (var element in elements)
        {
            if (ReferenceEquals(element, chosen) || !IsSet(element))
                continue;
            element![Name] = false; // IsSet: it is an object
            others = true;
        }

        return others;
    }
}
