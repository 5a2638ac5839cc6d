using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Publishing;
using EdgeGuard.Sync.Redis;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Scim.Configuration;

/// <summary>Binds the options; at start all their faults are reported at once.</summary>
internal static class OptionsServices
{
    /// <exception cref="InvalidOperationException">Settings are no values of their options' types. One line for each.</exception>
    public static void AddEdgeGuardOptions(this WebApplicationBuilder builder)
    {
        CheckTypes(builder.Configuration);
        var services = builder.Services;
        Bind<EnvironmentOptions, EnvironmentOptionsValidator>(services, EnvironmentOptions.SectionName);
        Bind<ScimOptions, ScimOptionsValidator>(services, ScimOptions.SectionName);
        Bind<StorageOptions, StorageOptionsValidator>(services, StorageOptions.SectionName);
        Bind<AdminOptions, AdminOptionsValidator>(services, AdminOptions.SectionName);
        Bind<LeaseOptions, LeaseOptionsValidator>(services, LeaseOptions.SectionName);
        services.AddSingleton<IValidateOptions<EnvironmentOptions>, StartRules>();
        services.AddSingleton<IValidateOptions<ScimOptions>, StartRules>();
        services.AddSingleton<IValidateOptions<AdminOptions>, StartRules>();
        services.AddSingleton<IValidateOptions<LeaseOptions>, LeaseRules>();

        services.AddSingleton(provider => EnvironmentKeys.FromBase64(provider.GetRequiredService<IOptions<EnvironmentOptions>>().Value.EnvironmentKey));
        services.AddSingleton<EntryCodec>();
        services.AddSingleton<BaseUrls>();
        services.AddSingleton<IConfigureOptions<SocketTransportOptions>, ListenerSocket>();
        services.AddSingleton<ListenerSetup>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<ListenerSetup>());
    }

    private static void CheckTypes(IConfiguration configuration)
    {
        string[] faults =
        [
            .. ValueTypes.Faults(configuration, EnvironmentOptions.SectionName, typeof(EnvironmentOptions)),
            .. ValueTypes.Faults(configuration, ScimOptions.SectionName, typeof(ScimOptions)),
            .. ValueTypes.Faults(configuration, StorageOptions.SectionName, typeof(StorageOptions)),
            .. ValueTypes.Faults(configuration, AdminOptions.SectionName, typeof(AdminOptions)),
            .. ValueTypes.Faults(configuration, LeaseOptions.SectionName, typeof(LeaseOptions)),
            .. ValueTypes.Faults(configuration, RedisOptions.SectionName, typeof(RedisOptions)),
            .. ValueTypes.Faults(configuration, PublisherOptions.SectionName, typeof(PublisherOptions)),
            .. new[] { ValueTypes.Fault(configuration, "EdgeGuard:StopWhenInputEnds", typeof(bool)) }.OfType<string>(),
        ];
        if (faults.Length > 0)
            throw new InvalidOperationException(string.Join('\n', faults));
    }

    private static void Bind<TOptions, TValidator>(IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
    }
}
