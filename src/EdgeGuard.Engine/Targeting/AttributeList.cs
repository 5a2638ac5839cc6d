using System.Text;

namespace EdgeGuard.Engine.Targeting;

/// <summary>The elements of an array attribute, and the text that JavaScript makes of them. Immutable.</summary>
internal sealed class AttributeList
{
    private readonly AttributeValue[] _items;

    public AttributeList(ReadOnlySpan<AttributeValue> items)
    {
        _items = items.ToArray();
        Text = Join(items);
    }

    public static AttributeList Empty { get; } = new([]);

    public ReadOnlySpan<AttributeValue> Items => _items;

    /// <summary>JavaScript's <c>String(array)</c>: the elements' own texts with commas between; what is missing is empty.</summary>
    public string Text { get; }

    /// <summary>True when an element is that very text (never a number that looks like it).</summary>
    public bool Contains(string text)
    {
        foreach (ref readonly var item in Items)
        {
            if (item.Kind == AttributeKind.Text && string.Equals(item.Text, text, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static string Join(ReadOnlySpan<AttributeValue> items)
    {
        if (items.IsEmpty)
            return "";
        Span<char> buffer = stackalloc char[AttributeValue.MaxScalarText];
        var text = new StringBuilder();
        foreach (ref readonly var item in items)
            text.Append(item.AsText(buffer)).Append(',');
        return text.ToString(0, text.Length - 1);
    }
}
