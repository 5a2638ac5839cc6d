using System.Globalization;

namespace EdgeGuard.Cli.Verify.Live;

/// <summary>A request whose body is still going: an upload that trickles for as long as it is let.</summary>
internal sealed class LiveUpload : LiveConnection
{
    public const string Name = "upload";

    /// <summary>So many pieces have to be taken before the upload counts as open: a refusal would have come by then.</summary>
    private const int PiecesToBegin = 3;

    private readonly HttpRequestMessage _request;

    private LiveUpload(string edge, HttpClient client, HttpRequestMessage request, TrickleContent content, TimeProvider time)
        : base(Name, edge)
    {
        _request = request;
        request.Content = content;
        Ended = SendAsync(client, time);
    }

    public override Task<LiveEnd> Ended { get; }

    /// <exception cref="StepFailedException">It was refused.</exception>
    public static async Task<LiveConnection> BeginAsync(
        string edge, HttpClient client, HttpRequestMessage request, TimeProvider time, CancellationToken cancellationToken)
    {
        var content = new TrickleContent(PiecesToBegin, time);
        var upload = new LiveUpload(edge, client, request, content, time);
        try
        {
            await Task.WhenAny(upload.Ended, content.Begun).WaitAsync(cancellationToken);
            Expect.That(!upload.Ended.IsCompleted, $"{edge} refused the {Name}: {(upload.Ended.IsCompleted ? (await upload.Ended).How : "")}");
            return upload;
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    protected override void Release() => _request.Dispose();

    private async Task<LiveEnd> SendAsync(HttpClient client, TimeProvider time)
    {
        try
        {
            using var response = await client.SendAsync(_request, GivenUp.Token);
            var how = string.Create(CultureInfo.InvariantCulture, $"answered {(int)response.StatusCode}");
            return new LiveEnd(response.IsSuccessStatusCode, time.GetTimestamp(), how);
        }
        catch (Exception e) when (e is IOException or HttpRequestException or ObjectDisposedException or OperationCanceledException)
        {
            return new LiveEnd(InOrder: false, time.GetTimestamp(), LiveEnd.Aborted);
        }
    }
}
