using System.Globalization;
using System.Text.Json;

namespace EdgeGuard.Scim.Protocol.Filters;

/// <summary>The right-hand side of a comparison: a string, number, boolean or null.</summary>
internal readonly record struct FilterValue(FilterValueKind Kind, string? Text = null, decimal Number = 0, bool Boolean = false)
{
    public static FilterValue Null => default;

    public static FilterValue Of(string text) => new(FilterValueKind.String, text);

    public static FilterValue Of(bool value) => new(FilterValueKind.Boolean, Boolean: value);

    public static FilterValue Of(decimal value) => new(FilterValueKind.Number, Number: value);

    public override string ToString() => Kind switch
    {
        FilterValueKind.String => JsonSerializer.Serialize(Text, ScimJson.WriteOptions),
        FilterValueKind.Number => Number.ToString(CultureInfo.InvariantCulture),
        FilterValueKind.Boolean => Boolean ? "true" : "false",
        _ => "null",
    };
}
