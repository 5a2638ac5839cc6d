namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>The usable keys of one issuer at one time. Immutable.</summary>
internal sealed class KeySet(IReadOnlyList<SigningKey> keys)
{
    /// <summary>No keys: what an issuer has before its first set was read, and when the last was read too long ago.</summary>
    public static KeySet Empty { get; } = new([]);

    public IReadOnlyList<SigningKey> Keys => keys;

    /// <summary>True of <see cref="Empty"/> alone, not of a set that was read and has no usable key: that issuer has said what it has to say.</summary>
    public bool IsMissing => ReferenceEquals(this, Empty);

    /// <summary>
    /// The one key that a token means (SECURITY T3): of those that fit the algorithm, the one with its <c>kid</c>, or without a
    /// <c>kid</c> the only one. Null when there is none or more than one: keys are never tried in turn.
    /// </summary>
    public SigningKey? Find(string? keyId, SignatureAlgorithm algorithm)
    {
        SigningKey? found = null;
        for (var i = 0; i < keys.Count; i++)
        {
            var key = keys[i];
            if (!key.Fits(algorithm) || (keyId is not null && !string.Equals(key.KeyId, keyId, StringComparison.Ordinal)))
                continue;
            if (found is not null)
                return null;
            found = key;
        }

        return found;
    }

    /// <summary>The key of this identity, or null.</summary>
    public SigningKey? FindIdentical(string identity) =>
        keys.FirstOrDefault(key => string.Equals(key.Identity, identity, StringComparison.Ordinal));
}
