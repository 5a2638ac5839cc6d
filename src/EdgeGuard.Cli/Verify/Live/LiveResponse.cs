using System.Net;

namespace EdgeGuard.Cli.Verify.Live;

/// <summary>A response that is still coming: the ten-minute download, server-sent events.</summary>
internal sealed class LiveResponse : LiveConnection
{
    private readonly HttpResponseMessage _response;

    private LiveResponse(string kind, string edge, HttpResponseMessage response, Stream stream, TimeProvider time)
        : base(kind, edge)
    {
        _response = response;
        Ended = ReadAsync(stream, time);
    }

    public override Task<LiveEnd> Ended { get; }

    /// <summary>Sends the request and reads the beginning of the answer.</summary>
    /// <exception cref="StepFailedException">It was refused, or ended at once.</exception>
    public static async Task<LiveConnection> BeginAsync(
        string kind, string edge, HttpClient client, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            Expect.That(response.StatusCode == HttpStatusCode.OK, $"{edge} refused the {kind}: {(int)response.StatusCode}");
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            Expect.That(await stream.ReadAsync(new byte[64], cancellationToken) > 0, $"{edge}: the {kind} ended before it began");
            return new LiveResponse(kind, edge, response, stream, time);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    protected override void Release() => _response.Dispose();

    private async Task<LiveEnd> ReadAsync(Stream stream, TimeProvider time)
    {
        var buffer = new byte[1024];
        try
        {
            while (await stream.ReadAsync(buffer, GivenUp.Token) > 0)
            {
            }

            return new LiveEnd(InOrder: true, time.GetTimestamp(), "finished");
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            return new LiveEnd(InOrder: false, time.GetTimestamp(), LiveEnd.Aborted);
        }
    }
}
