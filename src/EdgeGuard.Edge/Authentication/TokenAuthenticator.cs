using System.Text;
using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Authentication;

/// <summary>
/// Tells whether a bearer token is one that a configured issuer made for us, and for whom. Thread-safe. Says nothing about what the
/// subject may do.
/// </summary>
internal sealed partial class TokenAuthenticator(TokenValidator validator, TokenCache cache, TimeProvider time, TokenMetrics metrics, ILogger<TokenAuthenticator> logger)
{
    /// <summary>
    /// Longest that one token waits for a read of its issuer's keys: tokens that nobody has signed yet can wait here too, and must not pile up
    /// behind an issuer that hangs.
    /// </summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(3);

    /// <summary>See <see cref="AuthenticateAsync(ReadOnlyMemory{char}, CancellationToken)"/>.</summary>
    public ValueTask<TokenOutcome> AuthenticateAsync(string token, CancellationToken cancellationToken) =>
        AuthenticateAsync(token.AsMemory(), cancellationToken);

    /// <summary>
    /// Validates the token, given without a scheme word or blanks around it. Completes synchronously and without allocating for a
    /// token seen before; synchronously for any whose key is known; else waits for a refresh of the
    /// issuer's keys, <see cref="MaxWait"/> at most for each of two.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled while waiting.</exception>
    public ValueTask<TokenOutcome> AuthenticateAsync(ReadOnlyMemory<char> token, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();

        // An entry holds facts. Whether they still suffice is asked each time: expiry, and the key's place in the issuer's set.
        var known = cache.Find(token.Span);
        if (known is not null && known.Key.IsCurrent)
        {
            metrics.Cached();
            return new ValueTask<TokenOutcome>(now < known.Token.ExpiresAt ? TokenOutcome.Valid(known.Token) : TokenOutcome.Refused(TokenFault.Expired));
        }

        var verdict = validator.Validate(token.Span, now);
        return verdict is { NeedsKeys: true, Issuer: { } issuer }
            ? RefreshAsync(issuer.Keys, token, verdict, cancellationToken)
            : new ValueTask<TokenOutcome>(Conclude(token.Span, verdict, now));
    }

    /// <summary>Waits for newer keys: for a read under way, and, as that may have begun before the key was published, for one more.</summary>
    private async ValueTask<TokenOutcome> RefreshAsync(IssuerKeys keys, ReadOnlyMemory<char> token, TokenVerdict verdict, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var joined = true; joined && verdict.NeedsKeys && keys.TryDemand(out var refresh, out joined);)
        {
            await ((Task)refresh).WaitAsync(MaxWait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            if (!refresh.IsCompleted)
                break;
            now = time.GetUtcNow().ToUnixTimeMilliseconds();
            verdict = validator.Validate(token.Span, now);
        }

        return Conclude(token.Span, verdict, now);
    }

    private TokenOutcome Conclude(ReadOnlySpan<char> token, in TokenVerdict verdict, long now)
    {
        metrics.Validated(verdict.Fault);
        if (verdict is not { Token: { } validated, Key: { } key })
        {
            Log.Refused(logger, verdict.Fault);
            return TokenOutcome.Refused(verdict.Fault);
        }

        var text = new byte[token.Length];
        Encoding.ASCII.GetBytes(token, text);
        cache.Add(token, new CachedToken(text, validated, key), now);
        return TokenOutcome.Valid(validated);
    }
}
