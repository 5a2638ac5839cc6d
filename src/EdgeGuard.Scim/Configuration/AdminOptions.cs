using System.ComponentModel.DataAnnotations;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Who may use the admin API.</summary>
internal sealed class AdminOptions
{
    public const string SectionName = "EdgeGuard:Admin";

    /// <summary>The bearer key of the admin API: <c>egadm_</c> and at least 43 further characters (256 random bits). Required. Also as <c>KeyFile</c>.</summary>
    [Required(ErrorMessage = "EdgeGuard:Admin:Key is required (also as KeyFile).")]
    public string Key { get; set; } = "";

    public override string ToString() => nameof(AdminOptions);
}
