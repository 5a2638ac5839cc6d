using EdgeGuard.Cli.Clients;
using Grpc.Core;

namespace EdgeGuard.Cli.Demo;

/// <summary>The demo app's side of the check contract: asks the edge beside it over a Unix socket.</summary>
internal sealed class EdgeQuestions : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private readonly EdgeChannel _channel;
    private readonly TimeProvider _time;

    public EdgeQuestions(string socket, TimeProvider time)
    {
        _channel = EdgeChannel.ToUnixSocket(socket);
        _time = time;
    }

    /// <summary>May the user do it? No answer from the edge means no, and says so.</summary>
    public async Task<(bool Allowed, string? Why)> MayAsync(string tenant, string externalId, string permission, CancellationToken cancellationToken)
    {
        try
        {
            var request = Questions.Permission(tenant, externalId, permission);
            var response = await _channel.Checks.CheckAsync(
                request, deadline: _time.GetUtcNow().UtcDateTime + Deadline, cancellationToken: cancellationToken);
            return (response.Allowed, response.Allowed ? null : Questions.Code(response.Reason));
        }
        catch (RpcException e)
        {
            return (false, $"the edge did not answer: {e.StatusCode}");
        }
    }

    public void Dispose() => _channel.Dispose();
}
