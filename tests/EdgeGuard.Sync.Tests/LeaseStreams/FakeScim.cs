using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Threading.Channels;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Internal.V1;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.LeaseStreams;
using EdgeGuard.Testing;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeGuard.Sync.Tests.LeaseStreams;

/// <summary>
/// Scim's end of the lease stream on a real socket: the real <see cref="LeaseAuthority"/> over a database in memory. It can be made
/// silent, closed, and told to spoil what it gives.
/// </summary>
internal sealed class FakeScim : LeaseService.LeaseServiceBase, IAsyncDisposable
{
    public const string Key = "egedge_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    private readonly FakeDatabase _database;
    private readonly LeaseAuthority _authority = new(new BootTimeClock());
    private readonly ConcurrentDictionary<LinkId, Channel<ScimMessage>> _streams = [];
    private readonly ConcurrentQueue<AddressedGrant> _held = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly WebApplication _app;
    private readonly Task _ticking;
    private long _links;

    private FakeScim(FakeDatabase database, WebApplicationBuilder builder)
    {
        _database = database;
        builder.Services.AddSingleton(this);
        builder.Services.AddGrpc();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0, listen => listen.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapGrpcService<FakeScim>();
        _ticking = TickAsync();
    }

    public string Url => _app.Urls.Single();

    /// <summary>Grants are kept back, as of a scim whose database hangs between commit and answer.</summary>
    public bool IsSilent { get; set; }

    /// <summary>What every message that came in was, in order, of all streams.</summary>
    public ConcurrentQueue<EdgeMessage> Received { get; } = [];

    public int Asks => Received.Count(message => message.MessageCase == EdgeMessage.MessageOneofCase.Ask);

    public int Streams => Received.Count(message => message.MessageCase == EdgeMessage.MessageOneofCase.Hello);

    /// <summary>The state that <see cref="ReadState"/> gives; the parts may be changed before they are sent.</summary>
    public Func<List<StatePart>, IEnumerable<StatePart>> Spoil { get; set; } = parts => parts;

    public static async Task<FakeScim> StartAsync(FakeDatabase database)
    {
        var scim = new FakeScim(database, WebApplication.CreateSlimBuilder());
        await scim._app.StartAsync();
        return scim;
    }

    /// <summary>The highest version that was reported or asked with.</summary>
    public long Reported => Received.Max(message => message.Applied?.Applied_.Version ?? 0);

    /// <summary>Sends a message on every stream.</summary>
    public void Send(ScimMessage message)
    {
        foreach (var stream in _streams.Values)
            stream.Writer.TryWrite(message);
    }

    /// <summary>Sends the Grants that were kept back, and goes on.</summary>
    public void SpeakAgain()
    {
        IsSilent = false;
        while (_held.TryDequeue(out var grant))
            Send(grant);
    }

    /// <summary>Ends every stream, as a process that dies does.</summary>
    public async Task KillAsync()
    {
        await _stop.CancelAsync();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
    }

    public override async Task Hold(IAsyncStreamReader<EdgeMessage> requestStream, IServerStreamWriter<ScimMessage> responseStream, ServerCallContext context)
    {
        if (context.RequestHeaders.GetValue("authorization") != $"Bearer {Key}")
            throw new RpcException(new Status(StatusCode.Unauthenticated, "unknown key"));

        var link = new LinkId(Interlocked.Increment(ref _links));
        var messages = Channel.CreateUnbounded<ScimMessage>();
        _streams[link] = messages;
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, context.CancellationToken);
        var writing = WriteAsync(messages.Reader, responseStream, ending.Token);
        var edge = default(Incarnation);
        try
        {
            while (await requestStream.MoveNext(ending.Token))
            {
                var message = requestStream.Current;
                if (message.MessageCase == EdgeMessage.MessageOneofCase.Hello)
                    edge = new Incarnation(Hash128.Read(message.Hello.Incarnation.Span));
                Take(link, edge, message);
                Received.Enqueue(message);
            }

            // What the edge makes of it when it has said everything must not depend on this.
            throw new RpcException(new Status(StatusCode.Aborted, "The stream is over."));
        }
        finally
        {
            _streams.TryRemove(link, out _);
            await ending.CancelAsync();
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public override async Task ReadEntries(ReadEntriesRequest request, IServerStreamWriter<EntryBatch> responseStream, ServerCallContext context)
    {
        if (Hash128.Read(request.Epoch.Span) != _database.Source.State.Epoch.Value)
            return;
        foreach (var batch in (await _database.Source.ReadEntriesAsync(request.AfterVersion, int.MaxValue, context.CancellationToken)).Chunk(2))
            await responseStream.WriteAsync(new EntryBatch { Messages = { batch.Select(entry => ByteString.CopyFrom(entry.Bytes)) } });
    }

    public override async Task ReadState(ReadStateRequest request, IServerStreamWriter<StatePart> responseStream, ServerCallContext context)
    {
        foreach (var part in Spoil([.. Parts()]))
            await responseStream.WriteAsync(part);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _ticking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private List<StatePart> Parts()
    {
        var state = _database.Source.State;
        var chunks = state.Export().Chunk(2).Select(rows => SnapshotChunk.Encode(rows)).ToList();
        var manifest = new SnapshotManifest(
            state.Epoch, state.Version, state.Digest, CreatedAt: 0, new Hash128(1, 2), chunks.Select(chunk => SHA256.HashData(chunk)).ToImmutableArray());
        return
        [
            .. chunks.Select(chunk => new StatePart { Chunk = ByteString.CopyFrom(chunk) }),
            new StatePart { Manifest = ByteString.CopyFrom(manifest.Encode(new MessageSeal(TestEnvironment.Keys))) },
        ];
    }

    private void Take(LinkId link, Incarnation edge, EdgeMessage message)
    {
        if (message.Ask is { } ask)
            _authority.Receive(link, new LeaseAsk(edge, ask.Number, LeaseWire.Read(ask.Applied)!.Value));
        else if (message.Applied is { } applied)
            _authority.Receive(link, new AppliedReport(edge, LeaseWire.Read(applied.Applied_)!.Value));
        else if (message.Release is not null)
            _authority.Receive(new LeaseRelease(edge));
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(LookEvery, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            if (_authority.BeginTick() is not { } tick)
                continue;
            foreach (var grant in _authority.Complete(tick, _database.Read(tick)))
            {
                if (IsSilent)
                    _held.Enqueue(grant);
                else
                    Send(grant);
            }
        }
    }

    private void Send(AddressedGrant addressed)
    {
        var (link, grant) = addressed;
        if (_streams.TryGetValue(link, out var stream))
            stream.Writer.TryWrite(new ScimMessage { Grant = new Grant { Number = grant.Number, Head = LeaseWire.ToWire(grant.Head), LengthNanoseconds = grant.Length } });
    }

    private static async Task WriteAsync(ChannelReader<ScimMessage> messages, IServerStreamWriter<ScimMessage> stream, CancellationToken cancellationToken)
    {
        await foreach (var message in messages.ReadAllAsync(cancellationToken))
            await stream.WriteAsync(message, cancellationToken);
    }
}
