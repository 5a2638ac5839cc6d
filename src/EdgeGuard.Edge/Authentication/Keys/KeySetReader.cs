using System.Text.Json;

namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// Reads a JSON Web Key Set (RFC 7517 section 5). The document must be strict JSON; a key in it that cannot be used is left out, as
/// section 5 asks, and the others stand.
/// </summary>
internal static class KeySetReader
{
    /// <summary>Most keys of one set that are looked at.</summary>
    public const int MaxKeys = 100;

    /// <summary>
    /// Reads a document; keys that <paramref name="previous"/> has unchanged are taken over as the same objects.
    /// </summary>
    /// <exception cref="InvalidDataException">Not a key set.</exception>
    public static KeySet Read(ReadOnlyMemory<byte> utf8, KeySet previous, out int unusable)
    {
        if (!StrictJson.TryParse(utf8, out var document))
            throw new InvalidDataException("The key set is not one strict JSON object.");
        using (document)
        {
            if (!document.RootElement.TryGetProperty("keys"u8, out var array) || array.ValueKind != JsonValueKind.Array)
                throw new InvalidDataException("The key set has no array \"keys\".");
            if (array.GetArrayLength() > MaxKeys)
                throw new InvalidDataException($"The key set has more than {MaxKeys} keys.");

            unusable = 0;
            var keys = new Dictionary<string, SigningKey>(StringComparer.Ordinal);
            foreach (var element in array.EnumerateArray())
            {
                // The same key twice is one key.
                if (KeyReader.TryRead(element, previous, out var key))
                    keys.TryAdd(key.Identity, key);
                else
                    unusable++;
            }

            return new KeySet([.. keys.Values]);
        }
    }
}
