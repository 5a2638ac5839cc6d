using System.Data.Common;
using System.Security.Cryptography;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Connections;

/// <summary>Finds the connection that a token and a URL agree on. Why there is none is never told apart.</summary>
internal sealed partial class ConnectionAuthentication(DirectoryStore store, TimeProvider time, ILogger<ConnectionAuthentication> logger)
{
    /// <summary>How exact "last used" is: a write each time would cost more than it tells.</summary>
    public static readonly TimeSpan UsagePrecision = TimeSpan.FromMinutes(10);

    /// <returns>The caller, or null and what the refusal reveals: that a connection is gone may say that its tenant is.</returns>
    public async Task<(ConnectionFeature? Caller, Revealed Revealed)> FindAsync(string connectionId, string? token, CancellationToken cancellationToken)
    {
        if (token is null || !BearerTokens.IsWellFormed(token, BearerTokens.ScimPrefix))
            return default;

        var hash = BearerTokens.Hash(token);
        var now = time.GetUtcNow();
        var (found, revealed) = await store.ReadAsync(read => (Find(read, connectionId, hash, now), read.Revealed()), cancellationToken);
        if (found is not var (connection, credential))
            return (null, revealed);

        var at = now.ToUnixTimeMilliseconds();
        if (credential.LastUsedAt is not { } last || at - last >= (long)UsagePrecision.TotalMilliseconds)
            await MarkUsedAsync(credential, at, cancellationToken);
        return (new ConnectionFeature(connection, hash), default);
    }

    /// <summary>The connection of this id and its credential of this hash, if both are there and the credential has not expired.</summary>
    public static (ConnectionRow Connection, CredentialRow Credential)? Find(DirectoryReader read, string connectionId, byte[] hash, DateTimeOffset now) =>
        read.Connections.FindById(connectionId) is { } connection
        && read.Connections.FindCredential(connection, hash) is { } credential
        && CryptographicOperations.FixedTimeEquals(credential.Hash, hash)
        && !(credential.ExpiresAt <= now.ToUnixTimeMilliseconds())
            ? (connection, credential)
            : null;

    private async Task MarkUsedAsync(CredentialRow credential, long now, CancellationToken cancellationToken)
    {
        try
        {
            await store.WriteAsync(
                transaction =>
                {
                    transaction.Connections.MarkUsed(credential.Id, now);
                    return true;
                },
                cancellationToken);
        }
        catch (DbException e)
        {
            // A full disk must not stop reads.
            Log.UsageNotMarked(logger, DatabaseFault.CodeOf(e));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventIds.UsageNotMarked, LogLevel.Warning, "The last use of a token could not be noted ({Code}).")]
        public static partial void UsageNotMarked(ILogger logger, string code);
    }
}
