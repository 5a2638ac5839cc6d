using EdgeGuard.Scim.Connections;
using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>The rules that attributes cannot say; each fault names its configuration key.</summary>
internal sealed class StartRules(IConfiguration configuration)
    : IValidateOptions<EnvironmentOptions>, IValidateOptions<ScimOptions>, IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, EnvironmentOptions options)
    {
        if (options.EnvironmentKey.Length == 0)
            return ValidateOptionsResult.Success; // The attribute reports it.
        try
        {
            EnvironmentKeys.FromBase64(options.EnvironmentKey);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException e)
        {
            return ValidateOptionsResult.Fail($"{EnvironmentOptions.SectionName}:{nameof(options.EnvironmentKey)}: {e.Message}");
        }
    }

    public ValidateOptionsResult Validate(string? name, ScimOptions options)
    {
        var faults = new List<string>();
        if (options.Url.Length > 0 && ListenUrl.Fault(ScimOptions.UrlKey, options.Url, configuration) is { } fault) // The attribute reports an empty one.
            faults.Add(fault);

        // They would be listened on in place of our URL, and nothing would ask whether in clear text.
        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            faults.Add($"Kestrel:Endpoints: not supported; say where to listen in {ScimOptions.UrlKey}.");

        if (options.PublicUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0))
            faults.Add($"{ScimOptions.SectionName}:{nameof(options.PublicUrl)}: must be an absolute http or https URL without query and fragment.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    public ValidateOptionsResult Validate(string? name, AdminOptions options) =>
        options.Key.Length == 0 || BearerTokens.IsStrongKey(options.Key, BearerTokens.AdminPrefix)
            ? ValidateOptionsResult.Success // The attribute reports an empty one.
            : ValidateOptionsResult.Fail($"{AdminOptions.SectionName}:{nameof(options.Key)}: must be {BearerTokens.AdminPrefix} and at least {BearerTokens.SecretLength} further characters, {BearerTokens.MaxLength} in all at most, without blanks, of ASCII only.");
}
