namespace EdgeGuard.Cli.Verify;

/// <summary>A download in progress, read to its end in the background.</summary>
internal sealed class OpenDownload : IDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly CancellationTokenSource _givenUp = new();
    private long _bytes;

    private OpenDownload(HttpResponseMessage response, Stream stream, long bytes, TimeProvider time)
    {
        _response = response;
        _bytes = bytes;
        Ended = ReadAsync(stream, time);
    }

    /// <summary>Completes when the connection ends: whether it was aborted (not closed in order), and when.</summary>
    public Task<(bool Aborted, long At)> Ended { get; }

    /// <summary>Bytes received so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public static async Task<OpenDownload> BeginAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var first = await stream.ReadAsync(new byte[64], cancellationToken);
        Expect.That(first > 0, "the download ended before it began");
        return new OpenDownload(response, stream, first, time);
    }

    public void Dispose()
    {
        _givenUp.Cancel();
        _response.Dispose();
        _givenUp.Dispose();
    }

    private async Task<(bool Aborted, long At)> ReadAsync(Stream stream, TimeProvider time)
    {
        var buffer = new byte[1024];
        try
        {
            int count;
            while ((count = await stream.ReadAsync(buffer, _givenUp.Token)) > 0)
                Interlocked.Add(ref _bytes, count);
            return (false, time.GetTimestamp());
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            return (true, time.GetTimestamp());
        }
    }
}
