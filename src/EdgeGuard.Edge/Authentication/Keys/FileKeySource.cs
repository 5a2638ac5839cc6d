namespace EdgeGuard.Edge.Authentication.Keys;

/// <summary>
/// A key set in a file. Read again at short intervals rather than watched: notifications miss the symbolic links by which mounted configuration is
/// replaced.
/// </summary>
internal sealed class FileKeySource(string path) : IKeySource
{
    /// <inheritdoc/>
    public TimeSpan RefreshEvery => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length > MetadataClient.MaxDocumentBytes)
            throw new InvalidDataException($"{path} is larger than {MetadataClient.MaxDocumentBytes} bytes.");
        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancellationToken);
        return content;
    }
}
