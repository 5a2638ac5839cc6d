using EdgeGuard.Edge.Leases;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>The change of a guarded HTTP/1.1 request to another protocol (RFC 9110 section 7.8), as YARP asks for it.</summary>
internal sealed class GuardedUpgrade(IHttpUpgradeFeature upgrade, OpenRequest request, LeaseGate gate, bool isWebSocket, CancellationTokenSource ended)
    : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync()
    {
        await gate.PassAsync(request, CancellationToken.None);
        var duplex = new GuardedDuplex(await upgrade.UpgradeAsync(), request, gate, isWebSocket, ended);
        request.Attach(duplex);
        return duplex;
    }
}
