using System.ComponentModel.DataAnnotations;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Where the directory and its log are kept.</summary>
internal sealed class StorageOptions
{
    public const string SectionName = "EdgeGuard:Storage";

    public const string DefaultSqlitePath = "edgeguard.db";

    /// <summary>Path of the SQLite file, on a local disk; made when it is not there. One process at a time. Default: edgeguard.db in the working directory.</summary>
    [Required(ErrorMessage = "EdgeGuard:Storage:SqlitePath is required.")]
    public string SqlitePath { get; set; } = DefaultSqlitePath;
}
