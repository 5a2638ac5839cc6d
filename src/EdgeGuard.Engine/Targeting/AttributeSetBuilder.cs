using System.Globalization;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting;

/// <summary>
/// Prepares attributes (SEMANTICS section 6): the caller's own as they are, claims flattened with dots and by index. What is added later
/// replaces what has the same name. A name under <c>subject.</c>, or one of the four under <c>frontegg.</c>, may be added and is never read. One thread at a time.
/// </summary>
public sealed class AttributeSetBuilder
{
    // Claims nested deeper than a JSON reader goes are left whole.
    private const int MaxDepth = 64;

    private readonly Dictionary<string, AttributeValue> _custom = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AttributeValue> _claims = new(StringComparer.Ordinal);
    private readonly AttributeValue[] _derived = new AttributeValue[DerivedNames.Count];

    /// <summary>Adds one of the caller's own attributes.</summary>
    public AttributeSetBuilder AddCustom(string name, AttributeValue value)
    {
        _custom[name] = value;
        return this;
    }

    /// <summary>Adds the members of a JSON object; <c>{"date": text or Unix milliseconds}</c> is a date. Anything but an object adds nothing.</summary>
    public AttributeSetBuilder AddCustom(JsonElement attributes)
    {
        foreach (var (name, value) in JsonText.MembersOf(attributes))
            _custom[name] = AttributeReader.Read(value, dates: true);
        return this;
    }

    /// <summary>Adds one claim; a list is spread by index.</summary>
    public AttributeSetBuilder AddClaim(string name, AttributeValue value)
    {
        if (DerivedNames.IndexOfClaim(name) is >= 0 and var derived)
            _derived[derived] = value;
        Flatten(name, value);
        return this;
    }

    /// <summary>Adds the members of a token's payload. Anything but an object adds nothing.</summary>
    public AttributeSetBuilder AddClaims(JsonElement claims)
    {
        foreach (var (name, value) in JsonText.MembersOf(claims))
        {
            if (DerivedNames.IndexOfClaim(name) is >= 0 and var derived)
                _derived[derived] = AttributeReader.Read(value, dates: false);
            Flatten(name, value, depth: 1);
        }

        return this;
    }

    /// <summary>The set. The builder may be used on; the set does not change.</summary>
    public AttributeSet Build() => new(new AttributeTable(_custom), new AttributeTable(_claims), [.. _derived]);

    private void Flatten(string path, AttributeValue value)
    {
        if (value.Kind != AttributeKind.List || value.List.Items.IsEmpty)
        {
            _claims[path] = value;
            return;
        }

        for (var i = 0; i < value.List.Items.Length; i++)
            Flatten(Indexed(path, i), value.List.Items[i]);
    }

    private void Flatten(string path, JsonElement value, int depth)
    {
        if (depth < MaxDepth && value.ValueKind == JsonValueKind.Object && value.EnumerateObject().MoveNext())
        {
            foreach (var (name, member) in JsonText.MembersOf(value))
                Flatten(path + "." + name, member, depth + 1);
        }
        else if (depth < MaxDepth && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() > 0)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray())
                Flatten(Indexed(path, index++), item, depth + 1);
        }
        else
        {
            _claims[path] = AttributeReader.Read(value, dates: false);
        }
    }

    private static string Indexed(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}.{index}");
}
