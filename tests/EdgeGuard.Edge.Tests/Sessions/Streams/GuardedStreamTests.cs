using System.Text;
using EdgeGuard.Edge.Authentication;
using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Leases;
using EdgeGuard.Edge.Sessions;
using EdgeGuard.Edge.Sessions.Streams;
using EdgeGuard.Edge.Telemetry;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Tests.Sessions.Streams;

public class GuardedStreamTests
{
    private readonly TestLeaseClock _clock = new();
    private readonly LeaseGate _gate;
    private readonly OpenRequest _request;
    private readonly TestDirectory _directory;

    public GuardedStreamTests()
    {
        var lease = new EdgeLease(_clock);
        var state = new SnapshotState(lease);
        _directory = new TestDirectory(state, lease);
        _directory.Found();
        _gate = new LeaseGate(state, _clock);
        _request = new OpenRequest(new DefaultHttpContext(), Token(), CompiledPolicy.Authenticated);
    }

    [Theory]
    [InlineData("stream")]
    [InlineData("flush")]
    [InlineData("writer")]
    [InlineData("file")]
    [InlineData("start")]
    [InlineData("complete")]
    public async Task Response_EveryWayToWrite_IsHeldWithoutALease(string way)
    {
        var sent = new MemoryStream();
        await using var response = new GuardedResponseBody(new StreamResponseBodyFeature(sent), _request, _gate);
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "bytes", TestContext.Current.CancellationToken);

        _clock.Advance(TestDirectory.LeaseLength);
        var write = WriteAsync(response, way, file);
        write.IsCompleted.ShouldBeFalse();
        sent.Length.ShouldBe(0);
        _directory.Lease();
        _gate.Open();

        await write.WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);
        Encoding.ASCII.GetString(sent.ToArray()).ShouldBe(way is "stream" or "writer" or "file" ? "bytes" : "");
        _gate.Held.ShouldBe(0);
        File.Delete(file);
    }

    [Fact]
    public async Task Response_RequestIsCutWhileHeld_ThrowsAndWritesNothing()
    {
        var sent = new MemoryStream();
        await using var response = new GuardedResponseBody(new StreamResponseBodyFeature(sent), _request, _gate);
        _clock.Advance(TestDirectory.LeaseLength);
        var write = response.WriteAsync("bytes"u8.ToArray(), TestContext.Current.CancellationToken).AsTask();

        _request.Cut(CutCause.Change).ShouldBeTrue();
        _directory.Lease();
        _gate.Open();

        await Should.ThrowAsync<OperationCanceledException>(write);
        sent.Length.ShouldBe(0);
        await Should.ThrowAsync<OperationCanceledException>(() => response.WriteAsync("bytes"u8.ToArray()).AsTask());
    }

    [Fact]
    public async Task Streams_WhileALeaseRuns_AllocateNothing()
    {
        await using var response = new GuardedResponseBody(new StreamResponseBodyFeature(Stream.Null), _request, _gate);
        await using var body = new GuardedRequestBody(new MemoryStream(new byte[1_000_000]), _request, _gate);
        await using var duplex = NewDuplex(new MemoryStream(new byte[1_000_000]));
        var buffer = new byte[100];

        // Everything completes at once, so it all stays on this thread.
        async Task<long> MeasureAsync()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
            {
                await response.WriteAsync(buffer);
                await body.ReadExactlyAsync(buffer);
                await duplex.WriteAsync(buffer);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        await MeasureAsync();
        (await MeasureAsync()).ShouldBeLessThan(1000);
    }

    [Fact]
    public async Task Duplex_ClientTakesNothingIn_CannotBeToldAndIsAborted()
    {
        var stuck = new StuckStream();
        await using var duplex = NewDuplex(stuck);
        _request.Attach(duplex);
        var write = duplex.WriteAsync(new byte[] { 0x82, 0 }, TestContext.Current.CancellationToken).AsTask();

        duplex.TryClose(CutCause.Change).ShouldBeFalse();
        stuck.Go();
        await write;

        duplex.TryClose(CutCause.Change).ShouldBeTrue();
        duplex.TryClose(CutCause.Change).ShouldBeFalse();
        stuck.Written.ShouldBe([0x82, 0, .. CloseFrame.Of(CutCause.Change).ToArray()]);
    }

    [Fact]
    public async Task Duplex_NoWebSocketOrClosedByTheApp_CannotBeTold()
    {
        await using var other = NewDuplex(new MemoryStream(), isWebSocket: false);
        await using var closed = NewDuplex(new MemoryStream());
        await closed.WriteAsync(new byte[] { 0x88, 0 }, TestContext.Current.CancellationToken);

        other.TryClose(CutCause.Change).ShouldBeFalse();
        closed.TryClose(CutCause.Change).ShouldBeFalse();
    }

    [Fact]
    public void CloseFrame_EachCause_HasAReasonOfItsOwn()
    {
        var frames = Enum.GetValues<CutCause>().Select(cause => Convert.ToHexString(CloseFrame.Of(cause).Span)).ToArray();

        frames.Distinct().Count().ShouldBe(frames.Length);
        frames.ShouldAllBe(frame => frame.Length <= 2 * 127 && frame.Substring(4, 4) == "03F0");
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Finish_AnswerWithoutBody_LeavesWhileTheRequestCanStillBeCut(bool cut, int completed)
    {
        var context = new DefaultHttpContext();
        var response = new CountedResponseBody();
        context.Features.Set<IHttpResponseBodyFeature>(response);
        using var exchange = new GuardedExchange(context, _request, _gate);

        _clock.Advance(TestDirectory.LeaseLength);
        var finish = exchange.FinishAsync(TimeProvider.System).AsTask();
        response.Completed.ShouldBe(0);
        if (cut)
            _request.Cut(CutCause.Change).ShouldBeTrue();
        _directory.Lease();
        _gate.Open();
        await finish.WaitAsync(EdgeRig.Limit, TestContext.Current.CancellationToken);

        response.Completed.ShouldBe(completed);
    }

    [Fact]
    public void CutAll_OneResists_OthersAreCutAll()
    {
        var resisting = new DefaultHttpContext();
        resisting.Features.Set<IHttpRequestLifetimeFeature>(new ResistingLifetime());
        var found = new List<OpenRequest> { new(resisting, Token(), CompiledPolicy.Authenticated), _request };

        RequestCuts.CutAll(found, CutCause.Expiry, out var failure).ShouldBe(1);

        failure.ShouldBeOfType<InvalidOperationException>();
        _request.IsCut.ShouldBeTrue();
        found.ShouldBeEmpty();
    }

    private static async Task WriteAsync(GuardedResponseBody response, string way, string file)
    {
        switch (way)
        {
            case "stream":
                await response.Stream.WriteAsync("bytes"u8.ToArray());
                break;
            case "flush":
                await response.Stream.FlushAsync();
                break;
            case "writer":
                await response.Writer.WriteAsync("bytes"u8.ToArray());
                break;
            case "file":
                await response.SendFileAsync(file, 0, null);
                break;
            case "start":
                await response.StartAsync();
                break;
            default:
                await response.CompleteAsync();
                break;
        }
    }

    private GuardedDuplex NewDuplex(Stream client, bool isWebSocket = true) => new(client, _request, _gate, isWebSocket, new CancellationTokenSource());

    private static ValidatedToken Token() => new()
    {
        IssuerName = "test",
        Tenant = TestDirectory.Acme,
        Subject = "ada",
        TenantHash = TestDirectory.Tenant,
        SubjectHash = TestDirectory.Alias("ada"),
        IssuedAt = 0,
        ExpiresAt = long.MaxValue,
        SessionId = null,
        SessionHash = null,
    };

    private sealed class CountedResponseBody() : StreamResponseBodyFeature(Stream.Null)
    {
        public int Completed { get; private set; }

        public override Task CompleteAsync()
        {
            Completed++;
            return Task.CompletedTask;
        }
    }

    private sealed class ResistingLifetime : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted { get; set; }

        public void Abort() => throw new InvalidOperationException("The test's request resists.");
    }

    /// <summary>Takes bytes, and is not done with them until it is told.</summary>
    private sealed class StuckStream : MemoryStream
    {
        private readonly TaskCompletionSource _go = new();

        public byte[] Written => ToArray();

        public void Go() => _go.SetResult();

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Write(buffer.Span);
            await _go.Task;
        }
    }
}
