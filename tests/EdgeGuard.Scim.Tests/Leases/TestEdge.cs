using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Internal.V1;
using EdgeGuard.Scim.Leases.Streams;
using EdgeGuard.Scim.Tests.Hosting;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Holding;
using EdgeGuard.Testing;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeGuard.Scim.Tests.Leases;

/// <summary>
/// An edge as a scim sees it: the real <see cref="EdgeLease"/> behind the real protocol, with the log read from scim alone. Asks each L/5
/// by itself; everything else happens in one loop.
/// </summary>
internal sealed class TestEdge : IAsyncDisposable
{
    private static readonly LinkId Link = new(1);

    private readonly EnvironmentKeys _keys;
    private readonly GrpcChannel _channel;
    private readonly LeaseService.LeaseServiceClient _client;
    private readonly Metadata _headers;
    private readonly AsyncDuplexStreamingCall<EdgeMessage, ScimMessage> _call;
    private readonly Channel<object> _work = Channel.CreateUnbounded<object>();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<LogHead, ReadOnlyMemory<byte>> _witnesses = new();
    private readonly Task _reading;
    private readonly Task _working;
    private ITimer? _asks;

    private TestEdge(ScimServer server, string? key, TestEdge? former = null)
    {
        Key = key;
        if (former is not null)
            (Lease, _witnesses) = (former.Lease, former._witnesses);
        _keys = server.Services.GetRequiredService<EnvironmentKeys>();
        _channel = GrpcChannel.ForAddress(server.LeaseAddress);
        _client = new LeaseService.LeaseServiceClient(_channel);
        _headers = key is null ? [] : new Metadata { { "authorization", "Bearer " + key } };
        _call = _client.Hold(_headers);
        _reading = ReadAsync();
        _working = WorkAsync();
    }

    public string? Key { get; }

    /// <summary>Called for each Grant, before it is used.</summary>
    public Action? Granted { get; set; }

    public BootTimeClock Clock { get; } = new();

    public EdgeLease Lease { get; } = new(new BootTimeClock());

    /// <summary>Neither asks nor applies nor reports: cut off, or paused.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Shows an unauthentic message when it is asked for one.</summary>
    public bool IsLiar { get; set; }

    public int Grants { get; private set; }

    public Grant? LastGrant { get; private set; }

    public Snapshot? State => Lease.View.Snapshot;

    public bool IsRunning => Clock.Now is var now && Lease.View.IsRunningAt(now);

    /// <summary>How the stream ended; null while it has not.</summary>
    public Status? Ended { get; private set; }

    /// <summary>Connects with a key of an edge of that name, which is registered when it is not there, and loads the state.</summary>
    public static async Task<TestEdge> ConnectAsync(ScimServer server, string name = "edge-1", string? key = null, TimeSpan? askEvery = null)
    {
        key ??= await NewKeyAsync(server, name);
        var edge = new TestEdge(server, key);
        await edge.SendAsync(new EdgeMessage { Hello = new Hello { Incarnation = WireHashes.Write(edge.Lease.Incarnation.Value), Edge = name } });
        await edge.LoadAsync();
        edge.Begin(askEvery);
        return edge;
    }

    /// <summary>The same process over another stream, as of what it has.</summary>
    public async Task<TestEdge> ReconnectAsync(ScimServer server, bool isLiar = false)
    {
        var edge = new TestEdge(server, Key, this) { IsLiar = isLiar };
        await edge.SendAsync(new EdgeMessage { Hello = new Hello { Incarnation = WireHashes.Write(Lease.Incarnation.Value), Edge = "again" } });
        edge.Begin(askEvery: null);
        return edge;
    }

    /// <summary>Opens a stream and sends nothing.</summary>
    public static TestEdge Open(ScimServer server, string? key) => new(server, key);

    public static async Task<string> NewKeyAsync(ScimServer server, string name)
    {
        (await server.Admin.PutAsync($"edges/{name}", "{}")).StatusNumber.ShouldBe(200);
        return (await server.Admin.PostAsync($"edges/{name}/keys", "{}")).At("key")!.GetValue<string>();
    }

    public Task SendAsync(EdgeMessage message) => _call.RequestStream.WriteAsync(message, TestContext.Current.CancellationToken);

    public Task RunningAsync() => Eventually.TrueAsync(() => IsRunning, "a running lease");

    /// <summary>How many entries scim gives.</summary>
    public async Task<int> ReadEntriesAsync(Hash128 epoch, long afterVersion)
    {
        var count = 0;
        using var batches = _client.ReadEntries(
            new ReadEntriesRequest { Epoch = WireHashes.Write(epoch), AfterVersion = afterVersion }, _headers, cancellationToken: _stop.Token);
        await foreach (var batch in batches.ResponseStream.ReadAllAsync(_stop.Token))
            count += batch.Messages.Count;
        return count;
    }

    /// <summary>Drains nothing, and leaves.</summary>
    public async Task LeaveAsync()
    {
        Lease.Leave();
        await SendAsync(new EdgeMessage { Release = new Release() });
    }

    /// <summary>Dies: the connection breaks, and scim learns nothing else.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_asks is not null)
            await _asks.DisposeAsync();
        await _stop.CancelAsync();
        _call.Dispose();
        _work.Writer.TryComplete();
        await Task.WhenAll(_reading, _working);
        _channel.Dispose();
        _stop.Dispose();
    }

    private void Begin(TimeSpan? askEvery) =>
        _asks = TimeProvider.System.CreateTimer(_ => _work.Writer.TryWrite(new Ask()), null, TimeSpan.Zero, askEvery ?? TimeSpan.FromMilliseconds(100));

    private async Task ReadAsync()
    {
        try
        {
            await foreach (var message in _call.ResponseStream.ReadAllAsync(_stop.Token))
                _work.Writer.TryWrite(message);
            Ended = _call.GetStatus();
        }
        catch (RpcException e)
        {
            Ended = e.Status;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Disposed.
        }
    }

    private async Task WorkAsync()
    {
        try
        {
            await foreach (var work in _work.Reader.ReadAllAsync(_stop.Token))
            {
                if (!IsSilent)
                    await DoAsync(work);
            }
        }
        catch (Exception e) when (_stop.IsCancellationRequested || e is RpcException or InvalidOperationException)
        {
            // The stream has ended; the reading tells how.
        }
    }

    private async Task DoAsync(object work)
    {
        switch (work)
        {
            case Ask when Lease.Ask() is { } ask:
                await SendAsync(new EdgeMessage { Ask = new Ask { Number = ask.Number, Applied = WirePositions.Write(ask.Applied) } });
                break;
            case ScimMessage { Grant: { } grant }:
                Granted?.Invoke();
                Grants++;
                LastGrant = grant;
                WirePositions.TryRead(grant.Head, out var head).ShouldBeTrue();
                Lease.Receive(Link, new LeaseGrant(grant.Number, head, grant.LengthNanoseconds));
                if (head.Epoch != State!.Epoch)
                    await LoadAsync();
                else if (head.Version > State.Version)
                    await CatchUpAsync();
                break;
            case ScimMessage { Entry: { } entry }:
                await ApplyAsync(entry.Message.Memory);
                break;
            case ScimMessage { WitnessWanted: { } wanted }:
                WirePositions.TryRead(wanted.Applied, out var claimed).ShouldBeTrue();
                var shown = IsLiar ? ByteString.CopyFrom(new byte[200]) : UnsafeByteOperations.UnsafeWrap(_witnesses.GetValueOrDefault(claimed));
                await SendAsync(new EdgeMessage { Witness = new Witness { Applied = wanted.Applied, Message = shown } });
                break;
        }
    }

    private async Task LoadAsync()
    {
        var assembly = new SnapshotAssembly(_keys.Hasher);
        using var parts = _client.ReadState(new ReadStateRequest(), _headers, cancellationToken: _stop.Token);
        await foreach (var part in parts.ResponseStream.ReadAllAsync(_stop.Token))
        {
            if (part.PartCase == StatePart.PartOneofCase.Chunk)
            {
                assembly.Add(part.Chunk.Memory).ShouldBe(RefusalCause.None);
                continue;
            }

            var head = new WitnessReader(_keys).Read(part.Manifest.Memory).ShouldNotBeNull();
            var (snapshot, cause) = assembly.Finish(head);
            cause.ShouldBe(RefusalCause.None);
            _witnesses[head] = part.Manifest.Memory;
            if (Lease.Load(snapshot!))
                Lease.Settle(snapshot!);
        }
    }

    private async Task CatchUpAsync()
    {
        using var batches = _client.ReadEntries(
            new ReadEntriesRequest { Epoch = WireHashes.Write(State!.Epoch.Value), AfterVersion = State.Version }, _headers, cancellationToken: _stop.Token);
        await foreach (var batch in batches.ResponseStream.ReadAllAsync(_stop.Token))
        {
            foreach (var message in batch.Messages)
                await ApplyAsync(message.Memory);
        }
    }

    private async Task ApplyAsync(ReadOnlyMemory<byte> bytes)
    {
        new EntryCodec(_keys).TryDecode(bytes, out var entry, out var fault).ShouldBeTrue(fault);
        var state = State!;
        if (entry!.Epoch != state.Epoch || entry.Version <= state.Version)
            return;
        if (entry.Version != state.Version + 1)
        {
            await CatchUpAsync();
            return;
        }

        var next = EntryApplier.Apply(state, [entry], out _, out var cause, out _);
        cause.ShouldBe(RefusalCause.None);
        _witnesses[new LogHead(entry.Epoch, entry.Version, entry.Digest)] = bytes;
        Lease.Apply(next).ShouldBeTrue();
        Lease.Settle(next);
        if (entry.Fenced && Lease.Report() is { } report)
            await SendAsync(new EdgeMessage { Applied = new Applied { Applied_ = WirePositions.Write(report.Applied) } });
    }
}
