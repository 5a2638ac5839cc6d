using System.Text.Json;
using EdgeGuard.Scim.Protocol.Profiles;

namespace EdgeGuard.Scim.Protocol.Resources;

/// <summary>
/// Reads member ids out of <c>members</c>: a list of {value}, which is all that is kept of them, since <c>display</c>,
/// <c>type</c> and <c>$ref</c> follow from the id. 50,000 of them cost 50,000 strings and no JSON nodes.
/// </summary>
internal static class MemberReader
{
    /// <summary>Each id once, in the order of the input (E25).</summary>
    public static ScimError? Read(JsonElement value, string path, Leniency leniency, out IReadOnlyList<string> members)
    {
        members = [];
        if (AttributeReader.IsAbsent(value))
            return null;
        if (value.ValueKind != JsonValueKind.Array)
        {
            if (!leniency.Grants(Leniency.SingleValues))
                return ScimError.InvalidValue($"{path} must be a list.");
            var error = ReadOne(value, path, leniency, out string? only);
            members = only is null ? [] : [only];
            return error;
        }

        int count = value.GetArrayLength();
        var ids = new List<string>(count);
        var seen = new HashSet<string>(count, StringComparer.Ordinal);
        int index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (ReadOne(item, path, leniency, out string? id) is { } error)
                return error with { Detail = $"{error.Detail} (element {index})" };
            index++;
            if (id is not null && seen.Add(id))
                ids.Add(id);
        }

        members = ids;
        return null;
    }

    private static ScimError? ReadOne(JsonElement item, string path, Leniency leniency, out string? id)
    {
        id = null;
        if (item.ValueKind == JsonValueKind.Null)
            return null;
        if (item.ValueKind == JsonValueKind.String && leniency.Grants(Leniency.BareValues))
        {
            id = item.GetString();
        }
        else if (item.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in item.EnumerateObject())
            {
                if (property.Name.Equals("value", StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String)
                    id = property.Value.GetString();
            }
        }

        return string.IsNullOrEmpty(id) ? ScimError.InvalidValue($"{path} must hold objects whose value is the id of a member.") : null;
    }
}
