using System.Collections.Concurrent;
using System.Security.Cryptography;
using EdgeGuard.Scim.Connections;
using EdgeGuard.Scim.Storage;
using EdgeGuard.Scim.Storage.Leases;

namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>Lets edges in by their keys, and ends their calls when a key goes. Thread-safe.</summary>
internal sealed class EdgeCallers(DirectoryStore store)
{
    private readonly ConcurrentDictionary<EdgeCaller, bool> _calls = new();

    /// <summary>Begins a call; null when the key is not one of this environment's edges.</summary>
    public async Task<EdgeCaller?> EnterAsync(string? key, CancellationToken cancellationToken)
    {
        if (key is null || !BearerTokens.IsWellFormed(key, BearerTokens.EdgePrefix))
            return null;
        var hash = BearerTokens.Hash(key);
        if (await FindAsync(hash, cancellationToken) is not { } row)
            return null;

        // Known before the second look: a deletion meanwhile either finds the call here or is found by it.
        var call = new EdgeCaller(row.Edge, row.Id);
        _calls[call] = true;
        var isGood = false;
        try
        {
            isGood = await FindAsync(hash, cancellationToken) is not null;
        }
        finally
        {
            if (!isGood)
                Leave(call);
        }

        return isGood ? call : null;
    }

    public void Leave(EdgeCaller call)
    {
        _calls.TryRemove(call, out _);
        call.Dispose();
    }

    /// <summary>A key was deleted.</summary>
    public void RevokeKey(string id) => Revoke(call => call.KeyId == id);

    /// <summary>An edge was deleted.</summary>
    public void RevokeEdge(string edge) => Revoke(call => call.Edge == edge);

    /// <summary>Ends the calls whose keys are gone, whichever process deleted them.</summary>
    public void RevokeAllBut(IReadOnlySet<string> ids) => Revoke(call => !ids.Contains(call.KeyId));

    private void Revoke(Func<EdgeCaller, bool> isGone)
    {
        foreach (var (call, _) in _calls)
        {
            if (isGone(call))
                call.Revoke();
        }
    }

    private Task<EdgeKeyRow?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        store.ReadAsync(read => read.Edges.FindKey(hash) is { } row && CryptographicOperations.FixedTimeEquals(row.Hash, hash) ? row : null, cancellationToken);
}
