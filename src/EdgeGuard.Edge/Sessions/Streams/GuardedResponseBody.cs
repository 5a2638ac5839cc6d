using System.IO.Pipelines;
using EdgeGuard.Edge.Leases;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>
/// The body of the response to a guarded request, whichever way it is written: stream, pipe or file. Headers and trailers are held like
/// the rest: they too are what the app says to the user.
/// </summary>
internal sealed class GuardedResponseBody(IHttpResponseBodyFeature response, OpenRequest request, LeaseGate gate)
    : GuardedStream(request, gate), IHttpResponseBodyFeature
{
    private PipeWriter? _writer;

    public override bool CanRead => false;

    public override bool CanWrite => true;

    /// <summary>What it stands before, for answers of the edge itself.</summary>
    public IHttpResponseBodyFeature Inner => response;

    public Stream Stream => this;

    public PipeWriter Writer => _writer ??= PipeWriter.Create(this, new StreamPipeWriterOptions(leaveOpen: true));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        LetsPass ? response.Stream.WriteAsync(buffer, cancellationToken) : HoldAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        LetsPass ? response.Stream.FlushAsync(cancellationToken) : HoldFlushAsync(cancellationToken);

    public void DisableBuffering() => response.DisableBuffering();

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken);
        await response.StartAsync(cancellationToken);
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        SendFileFallback.SendFileAsync(this, path, offset, count, cancellationToken);

    public async Task CompleteAsync()
    {
        if (_writer is not null)
            await _writer.FlushAsync(Request.Aborted);
        await PassAsync(CancellationToken.None);
        await response.CompleteAsync();
    }

    /// <summary>
    /// Holds what is sent when the request ends: headers of an answer without a body, trailers, the end. Returns as well when the request was
    /// cut, or <paramref name="ended"/> is cancelled: then nothing is sent.
    /// </summary>
    public async ValueTask PassEndAsync(CancellationToken ended)
    {
        try
        {
            await PassAsync(ended);
        }
        catch (OperationCanceledException)
        {
            // Cut, or the client has gone.
        }
    }

    private async ValueTask HoldAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        await response.Stream.WriteAsync(buffer, cancellationToken);
    }

    private async Task HoldFlushAsync(CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken);
        await response.Stream.FlushAsync(cancellationToken);
    }
}
