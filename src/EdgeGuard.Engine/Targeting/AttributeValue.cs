using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting.JavaScript;

namespace EdgeGuard.Engine.Targeting;

/// <summary>One value of an attribute. The default is <see cref="AttributeKind.Missing"/>. Immutable; thread-safe.</summary>
public readonly struct AttributeValue : IEquatable<AttributeValue>
{
    /// <summary>The text form that JavaScript gives to any object.</summary>
    internal const string ObjectText = "[object Object]";

    /// <summary>Room that the text form of a number, boolean or date needs.</summary>
    internal const int MaxScalarText = 80;

    private readonly object? _reference;
    private readonly double _number;

    private AttributeValue(AttributeKind kind, object? reference, double number)
    {
        Kind = kind;
        _reference = reference;
        _number = number;
    }

    /// <summary>What it holds.</summary>
    public AttributeKind Kind { get; }

    internal static AttributeValue Structure { get; } = new(AttributeKind.Structure, ObjectText, double.NaN);

    /// <summary>The text; empty for another kind.</summary>
    internal string Text => Kind == AttributeKind.Text ? (string)_reference! : ""; // Not null: the kind says so.

    /// <summary>The list; empty for another kind.</summary>
    internal AttributeList List => _reference as AttributeList ?? AttributeList.Empty;

    /// <summary>A text; null is missing.</summary>
    public static AttributeValue Of(string? text) => text is null ? default : new(AttributeKind.Text, text, 0);

    /// <summary>A number.</summary>
    public static AttributeValue Of(double number) => new(AttributeKind.Number, reference: null, number);

    /// <summary>A boolean.</summary>
    public static AttributeValue Of(bool value) => new(AttributeKind.Boolean, reference: null, value ? 1 : 0);

    /// <summary>A date, to the millisecond.</summary>
    public static AttributeValue Of(DateTimeOffset date) => OfDate(date.ToUnixTimeMilliseconds());

    /// <summary>A date in Unix milliseconds; missing beyond ±8.64e15, where a JavaScript Date is invalid.</summary>
    public static AttributeValue OfDate(long unixMilliseconds) =>
        ActivePeriod.IsInstant(unixMilliseconds) ? new(AttributeKind.Date, reference: null, unixMilliseconds) : default;

    /// <summary>An array of texts, numbers or booleans, taken over as it is now.</summary>
    public static AttributeValue OfList(params ReadOnlySpan<AttributeValue> items) => new(AttributeKind.List, new AttributeList(items), 0);

    /// <summary>An array of texts.</summary>
    public static AttributeValue OfTexts(params ReadOnlySpan<string> texts)
    {
        var items = new AttributeValue[texts.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = Of(texts[i]);
        return OfList(items);
    }

    /// <summary>Same kind and same content.</summary>
    public bool Equals(AttributeValue other) =>
        Kind == other.Kind && _number.Equals(other._number) && Kind switch
        {
            AttributeKind.Text => string.Equals(Text, other.Text, StringComparison.Ordinal),
            AttributeKind.List => List.Items.SequenceEqual(other.List.Items),
            _ => true,
        };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AttributeValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _number, Kind == AttributeKind.List ? List.Items.Length : _reference?.GetHashCode() ?? 0);

    /// <summary>The text form that JavaScript gives it, which <c>matches</c> reads.</summary>
    public override string ToString()
    {
        Span<char> buffer = stackalloc char[MaxScalarText];
        return AsText(buffer).ToString();
    }

    /// <summary>Same kind and content.</summary>
    public static bool operator ==(AttributeValue left, AttributeValue right) => left.Equals(right);

    /// <summary>Another kind or content.</summary>
    public static bool operator !=(AttributeValue left, AttributeValue right) => !left.Equals(right);

    /// <summary>
    /// The value as JavaScript's relational operators see it beside a number (SEMANTICS section 5): booleans as 0 and 1, dates as Unix
    /// milliseconds, text and the joined text of a list parsed, NaN when that fails.
    /// </summary>
    internal double AsNumber() => Kind switch
    {
        AttributeKind.Text => NumberParser.Parse(Text),
        AttributeKind.List => NumberParser.Parse(List.Text),
        AttributeKind.Missing => double.NaN,
        _ => _number,
    };

    /// <summary>
    /// JavaScript's <c>String(value)</c>, on the heap already or written to <paramref name="buffer"/>, which has room for <see cref="MaxScalarText"/>.
    /// </summary>
    internal ReadOnlySpan<char> AsText(Span<char> buffer) => Kind switch
    {
        AttributeKind.Text => Text,
        AttributeKind.Number => buffer[..NumberText.Write(_number, buffer)],
        AttributeKind.Boolean => _number != 0 ? "true" : "false",
        AttributeKind.Date => buffer[..DateText.Write((long)_number, buffer)],
        AttributeKind.List => List.Text,
        AttributeKind.Structure => ObjectText,
        _ => "",
    };
}
