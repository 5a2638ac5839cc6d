namespace EdgeGuard.Sync.DiskCopies;

/// <summary>Where an edge keeps a copy of its state for its next start: section <c>EdgeGuard:DiskCopy</c>. Read once, at start.</summary>
public sealed class DiskCopyOptions
{
    /// <summary>Configuration section.</summary>
    public const string SectionName = "EdgeGuard:DiskCopy";

    /// <summary>
    /// The copy's file, encrypted, mode 0600, for this process alone; its folder must exist and let files be made. Empty, the default:
    /// no copy is kept.
    /// </summary>
    public string Path { get; set; } = string.Empty;
}
