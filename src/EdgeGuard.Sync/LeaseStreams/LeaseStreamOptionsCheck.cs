using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.LeaseStreams;

/// <summary>Checks <see cref="LeaseStreamOptions"/>; reports all faults at once, each by its key, none with a part of the secret.</summary>
internal sealed partial class LeaseStreamOptionsCheck : IValidateOptions<LeaseStreamOptions>
{
    private const int MinSecretLength = 43;

    public ValidateOptionsResult Validate(string? name, LeaseStreamOptions options)
    {
        var faults = new List<string>();
        var seen = new HashSet<Uri>();
        if (options.Scims.Count == 0)
            faults.Add(Fault($"{nameof(options.Scims)}:0", "missing; give the address of a scim's lease listener: nothing is allowed without a lease"));
        for (var i = 0; i < options.Scims.Count; i++)
        {
            if (ScimFault(options.Scims[i], options.AllowPlaintext, seen) is { } fault)
                faults.Add(Fault($"{nameof(options.Scims)}:{i}", fault));
        }

        if (!NamePattern().IsMatch(options.Name))
            faults.Add(Fault(nameof(options.Name), "must be 1 to 64 of A-Z a-z 0-9 . _ -"));
        if (options.Key.Length == 0)
            faults.Add(Fault(nameof(options.Key), "missing; give the edge's own key, or its file as EdgeGuard:Lease:KeyFile"));
        else if (!KeyPattern().IsMatch(options.Key))
            faults.Add(Fault(nameof(options.Key), $"not '{LeaseStreamOptions.KeyPrefix}' and {MinSecretLength} letters, digits, '-' or '_' or more"));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static string? ScimFault(string text, bool allowPlaintext, HashSet<Uri> seen)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            return $"'{text}' is not a URL such as https://scim.example:8084";
        if (url.PathAndQuery != "/" || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
            return $"'{text}' must have scheme, host and port alone";
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback && !allowPlaintext)
            return $"{text} would be reached without TLS beyond this machine. Use https, or set EdgeGuard:AllowPlaintext=true";
        return seen.Add(url) ? null : $"{text} is given twice";
    }

    private static string Fault(string key, string what) => $"{LeaseStreamOptions.SectionName}:{key}: {what}.";

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^egedge_[A-Za-z0-9_-]{43,128}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyPattern();
}
