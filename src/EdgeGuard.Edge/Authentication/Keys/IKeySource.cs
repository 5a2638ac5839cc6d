namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>Where an issuer's key set comes from.</summary>
internal interface IKeySource
{
    /// <summary>How often it is read while all is well.</summary>
    TimeSpan RefreshEvery { get; }

    /// <summary>Reads the key set document.</summary>
    /// <exception cref="Exception">Whatever the file system or the network has to say; the caller keeps its last good set.</exception>
    Task<byte[]> ReadAsync(CancellationToken cancellationToken);
}
