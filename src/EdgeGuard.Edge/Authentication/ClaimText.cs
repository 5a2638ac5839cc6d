using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace EdgeGuard.Edge.Authentication;

/// <summary>Reads claims whose text names somebody and may end up in a header.</summary>
internal static class ClaimText
{
    /// <summary>Longest accepted value in UTF-16 code units.</summary>
    public const int MaxLength = 256;

    /// <summary>
    /// Reads a member that must be text of 1 to <see cref="MaxLength"/> characters without control characters and without blanks at
    /// its ends: a header field would lose those, and then name somebody else (RFC 9110 section 5.5).
    /// </summary>
    public static bool TryRead(JsonElement payload, ReadOnlySpan<byte> name, [NotNullWhen(true)] out string? value)
    {
        value = payload.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        if (value is { Length: > 0 and <= MaxLength } && !char.IsWhiteSpace(value[0]) && !char.IsWhiteSpace(value[^1]) && !HasControl(value))
            return true;
        value = null;
        return false;
    }

    private static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c))
                return true;
        }

        return false;
    }
}
