using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace EdgeGuard.Scim.Admin;

/// <summary>The name that an administrator gives to a thing: 1 to 64 of <c>A-Z a-z 0-9 . _ -</c>, compared exactly. Immutable.</summary>
internal readonly record struct ClientKey : IParsable<ClientKey>
{
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private readonly string? _value;

    private ClientKey(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("A default key has no value.");

    public static bool IsValid(ReadOnlySpan<char> text) => text.Length is > 0 and <= MaxLength && HasOnlyKeyLetters(text);

    /// <summary>True when a key could contain <paramref name="text"/>, apart from its length.</summary>
    public static bool HasOnlyKeyLetters(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Letters);

    public static ClientKey Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var key) ? key : throw new FormatException("A key is 1 to 64 of A-Z a-z 0-9 . _ -");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClientKey result)
    {
        var valid = s is not null && IsValid(s);
        result = valid ? new ClientKey(s!) : default; // Not null: IsValid was asked.
        return valid;
    }

    public override string ToString() => _value ?? "";
}
