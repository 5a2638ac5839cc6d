using EdgeGuard.Sync.Contracts;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Binds the options; at start all their faults are reported at once.</summary>
internal static class OptionsServices
{
    public static void AddEdgeGuardOptions(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        Bind<EnvironmentOptions, EnvironmentOptionsValidator>(services, EnvironmentOptions.SectionName);
        Bind<ScimOptions, ScimOptionsValidator>(services, ScimOptions.SectionName);
        Bind<StorageOptions, StorageOptionsValidator>(services, StorageOptions.SectionName);
        Bind<AdminOptions, AdminOptionsValidator>(services, AdminOptions.SectionName);
        services.AddSingleton<IValidateOptions<EnvironmentOptions>, StartRules>();
        services.AddSingleton<IValidateOptions<ScimOptions>, StartRules>();
        services.AddSingleton<IValidateOptions<AdminOptions>, StartRules>();

        services.AddSingleton(provider => EnvironmentKeys.FromBase64(provider.GetRequiredService<IOptions<EnvironmentOptions>>().Value.EnvironmentKey));
        services.AddSingleton<EntryCodec>();
        services.AddSingleton<BaseUrls>();
        builder.WebHost.UseUrls(builder.Configuration[$"{ScimOptions.SectionName}:{nameof(ScimOptions.Url)}"] ?? ScimOptions.DefaultUrl);
    }

    private static void Bind<TOptions, TValidator>(IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
