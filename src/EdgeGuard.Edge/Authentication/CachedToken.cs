using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Authentication;

/// <summary>An entry of <see cref="TokenCache"/>: the whole token as ASCII, what validation established, and the key that proved it.</summary>
internal sealed class CachedToken(byte[] text, ValidatedToken token, SigningKey key)
{
    private bool _used;

    public ReadOnlySpan<byte> Text => text;

    public ValidatedToken Token => token;

    public SigningKey Key => key;

    /// <summary>Notes a use. Reads first: a hot entry's cache line stays shared between cores.</summary>
    public void Touch()
    {
        if (!_used)
            _used = true;
    }

    /// <summary>Whether it was used since the last call.</summary>
    public bool TakeUsed()
    {
        var used = _used;
        _used = false;
        return used;
    }
}
