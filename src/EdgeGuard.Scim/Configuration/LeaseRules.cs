using EdgeGuard.Scim.Connections;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>The rules of <see cref="LeaseOptions"/> that attributes cannot say; each fault names its configuration key.</summary>
internal sealed class LeaseRules(IConfiguration configuration) : IValidateOptions<LeaseOptions>
{
    private const string AdvertisedKey = $"{LeaseOptions.SectionName}:{nameof(LeaseOptions.AdvertisedUrl)}";

    public ValidateOptionsResult Validate(string? name, LeaseOptions options)
    {
        var faults = new List<string>();
        if (options.Url.Length > 0 && ListenUrl.Fault(LeaseOptions.UrlKey, options.Url, configuration) is { } fault) // The attribute reports an empty one.
            faults.Add(fault);
        else if (options.PeerKey.Length > 0 && options.AdvertisedUrl is null && ListenUrl.IsWildcard(options.Url))
            faults.Add($"{AdvertisedKey}: is required with {nameof(options.PeerKey)} where {LeaseOptions.UrlKey} names no address that others could call.");

        if (options.AdvertisedUrl is { } url && !IsBase(url))
            faults.Add($"{AdvertisedKey}: must be an absolute http or https URL without path, query and fragment.");
        if (options.PeerKey.Length > 0 && !BearerTokens.IsStrongKey(options.PeerKey, BearerTokens.PeerPrefix))
            faults.Add($"{LeaseOptions.SectionName}:{nameof(options.PeerKey)}: must be {BearerTokens.PeerPrefix} and at least {BearerTokens.SecretLength} further characters, {BearerTokens.MaxLength} in all at most, without blanks, of ASCII only.");

        var shortest = options.AllowShort ? LeaseOptions.ShortestForTests : LeaseOptions.Shortest;
        if (options.MaxStaleness < shortest || options.MaxStaleness > LeaseOptions.Longest)
            faults.Add($"{LeaseOptions.SectionName}:{nameof(options.MaxStaleness)}: must be {shortest} to {LeaseOptions.Longest}.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsBase(Uri url) =>
        url.IsAbsoluteUri && url.Scheme is "http" or "https" && url.AbsolutePath == "/" && url.Query.Length == 0 && url.Fragment.Length == 0;
}
