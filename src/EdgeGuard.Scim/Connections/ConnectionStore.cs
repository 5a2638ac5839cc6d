using System.Reflection;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Connections;

/// <summary>
/// The store as an authenticated request has it, and the one door by which SCIM writes enter it. Whatever the caller was allowed when its
/// headers came may be gone when its body has arrived: the write itself looks again, in its own transaction.
/// </summary>
internal sealed class ConnectionStore
{
    private readonly DirectoryStore _store;
    private readonly ConnectionFeature _caller;

    private ConnectionStore(DirectoryStore store, ConnectionFeature caller)
    {
        _store = store;
        _caller = caller;
    }

    /// <summary>Bound by the framework.</summary>
    public static ValueTask<ConnectionStore?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        return ValueTask.FromResult<ConnectionStore?>(
            new ConnectionStore(context.RequestServices.GetRequiredService<DirectoryStore>(), ConnectionFeature.Of(context)));
    }

    /// <inheritdoc cref="DirectoryStore.ReadAsync{T}(Func{DirectoryReader, T}, CancellationToken)"/>
    public Task<T> ReadAsync<T>(Func<DirectoryReader, T> work, CancellationToken cancellationToken) => _store.ReadAsync(work, cancellationToken);

    /// <summary>Writes within one transaction, with the caller's connection as that transaction sees it.</summary>
    /// <exception cref="BadHttpRequestException">401: the connection or the credential is gone, or has expired. Nothing is written.</exception>
    public async Task<Written<T>> WriteAsync<T>(Func<DirectoryTransaction, ConnectionRow, T> work, CancellationToken cancellationToken)
    {
        var written = await _store.WriteAsync(
            transaction =>
                ConnectionAuthentication.Find(transaction.Read, _caller.Connection.Id, _caller.TokenHash, transaction.Now) is var (connection, _)
                    ? (Allowed: true, Answer: work(transaction, connection))
                    : (false, default!), // Not looked at: the caller is refused.
            cancellationToken);
        return written.Value.Allowed
            ? new Written<T>(written.Value.Answer, written.Head, written.RevealedVersion)
            : throw new BadHttpRequestException("The connection or its credential is gone.", StatusCodes.Status401Unauthorized);
    }
}
