using System.Collections.Immutable;
using System.Text;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Reference;

/// <summary>Which texts may stand in a row.</summary>
internal static class Names
{
    /// <summary>There, and writable as UTF-8.</summary>
    public static bool IsText(string? text)
    {
        try
        {
            return text is not null && new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    public static bool IsName(string? text, int longest) => IsText(text) && text!.Length > 0 && text.Length <= longest;

    public static bool IsResource(ResourceName name) => name.IsValid && IsText(name.Type) && IsText(name.Id);

    public static bool AreTexts(ImmutableArray<string> texts, int longest) =>
        !texts.IsDefault && texts.Length <= StateLimits.MaxList && texts.All(text => IsText(text) && text.Length <= longest);

    public static bool AreSortedNames(ImmutableArray<string> names, int longest) =>
        AreTexts(names, longest) && names.All(name => name.Length > 0) && names.Zip(names.Skip(1)).All(pair => string.CompareOrdinal(pair.First, pair.Second) < 0);
}
