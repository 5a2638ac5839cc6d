using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.DiskCopies;

/// <summary>Checks that a copy could be kept where it is to be kept.</summary>
internal sealed class DiskCopyOptionsCheck : IValidateOptions<DiskCopyOptions>
{
    private const string Key = $"{DiskCopyOptions.SectionName}:{nameof(DiskCopyOptions.Path)}";

    public ValidateOptionsResult Validate(string? name, DiskCopyOptions options)
    {
        if (options.Path.Length == 0)
            return ValidateOptionsResult.Success;
        if (options.Path.Contains('\0', StringComparison.Ordinal))
            return ValidateOptionsResult.Fail($"{Key}: not the path of a file.");
        if (Directory.Exists(options.Path))
            return ValidateOptionsResult.Fail($"{Key}: {options.Path} is a directory.");
        return Directory.Exists(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(options.Path)))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"{Key}: the directory of {options.Path} does not exist.");
    }
}
