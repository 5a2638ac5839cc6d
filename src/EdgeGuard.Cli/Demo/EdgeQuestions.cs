using EdgeGuard.Cli.Clients;
using EdgeGuard.V1;
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
            var response = await AskAsync(tenant, externalId, permission, cancellationToken);
            return (response.Allowed, response.Allowed ? null : Questions.Code(response.Reason));
        }
        catch (RpcException e)
        {
            return (false, $"the edge did not answer: {e.StatusCode}");
        }
    }

    /// <summary>Does the edge answer at all?</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync("nobody", "nobody", "nothing", cancellationToken);
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }

    public void Dispose() => _channel.Dispose();

    private async Task<CheckResponse> AskAsync(string tenant, string externalId, string permission, CancellationToken cancellationToken) =>
        await _channel.Checks.CheckAsync(
            Questions.Permission(tenant, externalId, permission), deadline: _time.GetUtcNow().UtcDateTime + Deadline, cancellationToken: cancellationToken);
}
