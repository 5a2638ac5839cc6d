namespace EdgeGuard.Scim.Storage;

/// <summary>Registers the store. It opens before the server listens and closes after the last request.</summary>
internal static class StorageServices
{
    public static void AddEdgeGuardStorage(this IServiceCollection services)
    {
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<DirectoryStore>();
        services.AddHostedService(provider => provider.GetRequiredService<DirectoryStore>());
    }
}
