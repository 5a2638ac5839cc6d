using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary>The words of the admin API for <see cref="FenceMode"/>.</summary>
internal static class FenceModeText
{
    public const string Choices = "strict, report or off";

    /// <param name="text">Null, where a body does not say it, is strict.</param>
    /// <param name="mode">What it says.</param>
    public static bool TryParse(string? text, out FenceMode mode)
    {
        (mode, var known) = text switch
        {
            null or "strict" => (FenceMode.Strict, true),
            "report" => (FenceMode.Report, true),
            "off" => (FenceMode.Off, true),
            _ => (FenceMode.Strict, false),
        };
        return known;
    }

    public static string Format(FenceMode mode) => mode switch
    {
        FenceMode.Strict => "strict",
        FenceMode.Report => "report",
        FenceMode.Off => "off",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };
}
