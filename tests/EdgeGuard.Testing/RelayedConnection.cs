using System.Net;
using System.Net.Sockets;

namespace EdgeGuard.Testing;

/// <summary>One connection through a <see cref="TcpRelay"/>: two pumps that ask the relay before they pass a piece on, or an end.</summary>
internal sealed class RelayedConnection(Socket client, IPEndPoint target, TcpRelay relay) : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly Socket _upstream = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Something that was sent here never arrived: the sides no longer agree, so this cannot go on. Guarded by the relay.</summary>
    public bool HasLost { get; set; }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            client.NoDelay = true;
            if (relay.Swallows(this))
                await PumpAsync(client, to: null, cancellationToken);
            await _upstream.ConnectAsync(target, cancellationToken);
            await Task.WhenAll(PumpAsync(client, _upstream, cancellationToken), PumpAsync(_upstream, client, cancellationToken));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One side broke off, or the relay reset both.
        }
    }

    /// <summary>Ends both sides with a reset.</summary>
    public void Dispose()
    {
        Reset(client);
        Reset(_upstream);
    }

    private static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Gone already.
        }

        socket.Dispose();
    }

    /// <param name="from">Read to its end.</param>
    /// <param name="to">Null for a connection made into the black hole, which never comes out of it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task PumpAsync(Socket from, Socket? to, CancellationToken cancellationToken)
    {
        try
        {
            var buffer = new byte[PieceBytes];
            int count;
            do
            {
                count = await from.ReceiveAsync(buffer, cancellationToken);
                if (relay.Mode == RelayMode.Delay)
                    await Task.Delay(relay.Delay, TimeProvider.System, cancellationToken);
                if (!relay.Swallows(this) && to is not null)
                    await PassAsync(buffer.AsMemory(0, count), to, cancellationToken);
            }
            while (count > 0);
        }
        catch (SocketException) when (!relay.Swallows(this))
        {
            Dispose();
            throw;
        }
        catch (SocketException)
        {
            // Nor does a reset come through a black hole.
        }

        if (relay.Swallows(this))
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private static async Task PassAsync(ReadOnlyMemory<byte> piece, Socket to, CancellationToken cancellationToken)
    {
        if (piece.IsEmpty)
            to.Shutdown(SocketShutdown.Send);
        while (!piece.IsEmpty)
            piece = piece[await to.SendAsync(piece, cancellationToken)..];
    }
}
