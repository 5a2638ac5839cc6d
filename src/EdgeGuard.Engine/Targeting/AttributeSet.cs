using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting;

/// <summary>The attributes that rules read, prepared once for any number of questions (SEMANTICS section 6). Immutable; thread-safe.</summary>
public sealed class AttributeSet
{
    private readonly AttributeValue[] _derived;

    internal AttributeSet(AttributeTable custom, AttributeTable claims, AttributeValue[] derived)
    {
        Custom = custom;
        Claims = claims;
        _derived = derived;
    }

    /// <summary>No attributes.</summary>
    public static AttributeSet Empty { get; } = new(AttributeTable.Empty, AttributeTable.Empty, new AttributeValue[DerivedNames.Count]);

    /// <summary>The caller's own attributes; of a directory's set, the directory's.</summary>
    internal AttributeTable Custom { get; }

    /// <summary>The claims, flattened, without the prefix <c>jwt.</c>; those that are null are there and missing.</summary>
    internal AttributeTable Claims { get; }

    /// <summary>Values of <see cref="DerivedNames"/>.</summary>
    internal ReadOnlySpan<AttributeValue> Derived => _derived;

    /// <summary>
    /// From the caller's own attributes and a token's claims, each a JSON object or undefined. Never throws for data: what cannot be read is missing.
    /// </summary>
    public static AttributeSet From(JsonElement custom, JsonElement claims) => new AttributeSetBuilder().AddCustom(custom).AddClaims(claims).Build();

    /// <summary>These claims with other attributes of the caller's own; the claims are shared, not prepared again.</summary>
    public AttributeSet WithCustom(IEnumerable<KeyValuePair<string, AttributeValue>> custom)
    {
        var values = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        foreach (var (name, value) in custom)
            values[name] = value;
        return new AttributeSet(new AttributeTable(values), Claims, _derived);
    }

    /// <summary>
    /// Reads what the directory knows of a user, a JSON object of name → string, number, boolean, array of these, or
    /// <c>{"date": text or Unix milliseconds}</c>. On false <paramref name="fault"/> says what is wrong and where, as a JSON pointer.
    /// </summary>
    public static bool TryParseDirectory(string json, [NotNullWhen(true)] out AttributeSet? set, [NotNullWhen(false)] out string? fault) =>
        DirectoryAttributes.TryParse(json, out set, out fault);
}
