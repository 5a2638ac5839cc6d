using EdgeGuard.Edge.Leases;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>The acceptance of a guarded extended CONNECT (RFC 8441 section 5), as YARP asks for it.</summary>
internal sealed class GuardedConnect(IHttpExtendedConnectFeature connect, OpenRequest request, LeaseGate gate, bool isWebSocket, CancellationTokenSource ended)
    : IHttpExtendedConnectFeature
{
    public bool IsExtendedConnect => connect.IsExtendedConnect;

    public string? Protocol => connect.Protocol;

    public async ValueTask<Stream> AcceptAsync()
    {
        await gate.PassAsync(request, CancellationToken.None);
        var duplex = new GuardedDuplex(await connect.AcceptAsync(), request, gate, isWebSocket, ended);
        request.Attach(duplex);
        return duplex;
    }
}
