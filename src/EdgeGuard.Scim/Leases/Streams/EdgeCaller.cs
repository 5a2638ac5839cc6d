namespace EdgeGuard.Scim.Leases.Streams;

/// <summary>One call of an edge, and the key that lets it in.</summary>
internal sealed class EdgeCaller(string edge, string keyId) : IDisposable
{
    private readonly CancellationTokenSource _revoked = new();

    /// <summary>The administrator's name of the edge that the key was made for.</summary>
    public string Edge { get; } = edge;

    public string KeyId { get; } = keyId;

    /// <summary>Cancelled when the key is good no more: whatever goes on with it ends.</summary>
    public CancellationToken Revoked => _revoked.Token;

    public void Revoke()
    {
        try
        {
            _revoked.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The call has just ended by itself.
        }
    }

    public void Dispose() => _revoked.Dispose();

    /// <exception cref="InvalidOperationException">The gate was not passed: no call without a key reaches an endpoint.</exception>
    public static EdgeCaller Of(HttpContext context) =>
        context.Features.Get<EdgeCaller>() ?? throw new InvalidOperationException("A call without an edge's key reached an endpoint.");
}
