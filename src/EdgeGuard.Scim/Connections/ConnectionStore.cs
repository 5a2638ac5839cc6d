using System.Reflection;
using EdgeGuard.Scim.Enforcement;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Connections;

/// <summary>
/// The store as an authenticated request has it, and the one door by which SCIM writes enter it. Whatever the caller was allowed when its
/// headers came may be gone when its body has arrived: the write itself looks again, in its own transaction.
/// </summary>
internal sealed class ConnectionStore : RequestStore
{
    private readonly ConnectionFeature _caller;
    private FenceMode _mode;

    private ConnectionStore(DirectoryStore store, ConnectionFeature caller)
        : base(store)
    {
        _caller = caller;
        _mode = caller.Connection.Fence;
    }

    /// <inheritdoc/>
    public override FenceMode Mode => _mode;

    /// <summary>Bound by the framework.</summary>
    public static ValueTask<ConnectionStore?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        return ValueTask.FromResult<ConnectionStore?>(
            new ConnectionStore(context.RequestServices.GetRequiredService<DirectoryStore>(), ConnectionFeature.Of(context)));
    }

    /// <summary>Writes within one transaction, with the caller's connection as that transaction sees it.</summary>
    /// <exception cref="BadHttpRequestException">401: the connection or the credential is gone, or has expired. Nothing is written.</exception>
    public Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, ConnectionRow, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, WriteLane.Ordinary, cancellationToken);

    /// <summary>The same, before what is ordinary: of what is known to revoke.</summary>
    /// <exception cref="BadHttpRequestException">As there.</exception>
    public Task<Written<T>> WriteUrgentlyAsync<T>(Func<DirectoryTransaction, ConnectionRow, T> work, CancellationToken cancellationToken) =>
        WriteAsync(work, WriteLane.Urgent, cancellationToken);

    private async Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, ConnectionRow, T> work, WriteLane lane, CancellationToken cancellationToken)
    {
        var written = await CommitAsync(
            transaction =>
                ConnectionAuthentication.Find(transaction.Read, _caller.Connection.Id, _caller.TokenHash, transaction.Now) is var (connection, _)
                    ? (Connection: connection, Answer: work(transaction, connection))
                    : (null, default!), // Not looked at: the caller is refused.
            lane,
            cancellationToken);
        if (written.Value.Connection is not { } found)
            throw new BadHttpRequestException("The connection or its credential is gone.", StatusCodes.Status401Unauthorized);
        _mode = found.Fence;
        return new Written<T>(written.Value.Answer, written.Head, written.RevealedVersion);
    }
}
