using System.Reflection;
using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary>The store as a request of the admin API has it: its answers always wait for the fence of what they reveal.</summary>
internal sealed class AdminStore(DirectoryStore store) : RequestStore(store)
{
    /// <inheritdoc/>
    public override FenceMode Mode => FenceMode.Strict;

    /// <summary>Bound by the framework.</summary>
    public static ValueTask<AdminStore?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        return ValueTask.FromResult<AdminStore?>(new AdminStore(context.RequestServices.GetRequiredService<DirectoryStore>()));
    }

    /// <inheritdoc cref="DirectoryStore.WriteAsync"/>
    public Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, T> work, CancellationToken cancellationToken) =>
        CommitAsync(work, WriteLane.Ordinary, cancellationToken);

    /// <inheritdoc cref="DirectoryStore.WriteUrgentlyAsync"/>
    public Task<Written<T>> WriteUrgentlyAsync<T>(Func<DirectoryTransaction, T> work, CancellationToken cancellationToken) =>
        CommitAsync(work, WriteLane.Urgent, cancellationToken);
}
