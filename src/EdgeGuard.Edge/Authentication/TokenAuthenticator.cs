namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// Tells whether a bearer token is one that a configured issuer made for us, and for whom. Thread-safe. Says nothing about what the
/// subject may do.
/// </summary>
internal sealed class TokenAuthenticator
{
    /// <summary>See <see cref="AuthenticateAsync(ReadOnlyMemory{char}, CancellationToken)"/>.</summary>
    public ValueTask<TokenOutcome> AuthenticateAsync(string token, CancellationToken cancellationToken) =>
        AuthenticateAsync(token.AsMemory(), cancellationToken);

    /// <summary>
    /// Validates the token, without a scheme word or blanks around it. Completes synchronously and without allocating for a token seen before;
    /// synchronously for any whose key is known; else waits for at most one refresh of the issuer's keys.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled while waiting.</exception>
    public ValueTask<TokenOutcome> AuthenticateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
