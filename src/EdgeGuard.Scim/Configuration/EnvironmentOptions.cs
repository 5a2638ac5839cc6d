using System.ComponentModel.DataAnnotations;

namespace EdgeGuard.Scim.Configuration;

/// <summary>What every process of an environment shares.</summary>
internal sealed class EnvironmentOptions
{
    public const string SectionName = "EdgeGuard";

    /// <summary>The environment's secret in Base64, at least 32 bytes; the same in every process of it. Required. Also as <c>EnvironmentKeyFile</c>.</summary>
    [Required(ErrorMessage = "EdgeGuard:EnvironmentKey is required (also as EnvironmentKeyFile).")]
    public string EnvironmentKey { get; set; } = "";

    /// <summary>Allows listening without TLS beyond this machine. Default: false.</summary>
    public bool AllowPlaintext { get; set; }

    public override string ToString() => nameof(EnvironmentOptions);
}
