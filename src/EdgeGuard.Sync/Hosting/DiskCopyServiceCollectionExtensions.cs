using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.DiskCopies;
using EdgeGuard.Sync.Following;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeGuard.Sync.Hosting;

/// <summary>Registers the copy of an edge's state on its disk.</summary>
public static class DiskCopyServiceCollectionExtensions
{
    /// <summary>
    /// Keeps a copy of the state on the disk, and makes it the first place where the follower looks for one: before
    /// <c>AddEdgeGuardFollower</c>, so that it is stopped, and writes for the last time, when the follower has stopped. Does nothing
    /// without a path. The host registers <see cref="EnvironmentKeys"/>. Options are validated at start.
    /// </summary>
    public static IServiceCollection AddEdgeGuardDiskCopy(this IServiceCollection services, Action<DiskCopyOptions> copy)
    {
        services.AddOptions<DiskCopyOptions>().Configure(copy).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DiskCopyOptions>, DiskCopyOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DiskCopyMetrics>();
        services.TryAddSingleton<DiskCopyStore>();
        services.TryAddSingleton<DiskCopyKeeper>();
        services.AddSingleton<ILogFeed, DiskFeed>();
        services.AddHostedService<DiskCopyService>();
        return services;
    }
}
