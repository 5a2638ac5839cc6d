namespace EdgeGuard.Cli.Verify;

/// <summary>One edge on its way to meeting expectations, one question at a time.</summary>
internal sealed class EdgeWait(EdgeUnderTest edge, IReadOnlyList<Expectation> expectations)
{
    private int _next;
    private bool _checkMet;

    /// <summary>What the last question was and what the edge said: for a message.</summary>
    public string LastSeen { get; private set; } = "";

    /// <summary>Asks the question that stands next: a check, or the request through the proxy that belongs to it.</summary>
    /// <returns>True when the last expectation is met.</returns>
    public async Task<bool> AskAsync(CancellationToken cancellationToken)
    {
        var expectation = expectations[_next];
        if (!_checkMet)
        {
            var response = await edge.CheckAsync(expectation.Check, cancellationToken);
            LastSeen = $"{edge.Name} over gRPC still answers {Expectation.Describe(response)}";
            _checkMet = expectation.IsMetBy(response);
            return _checkMet && expectation.Proxy is null && Advance();
        }

        var proxy = expectation.Proxy ?? throw new InvalidOperationException("Only a check with a proxy request waits for one.");
        var answer = await edge.AskProxyAsync(proxy.Method, proxy.Path, proxy.Token, cancellationToken);
        LastSeen = $"{edge.Name} through its proxy still answers {answer}";
        return proxy.IsMetBy(answer) && Advance();
    }

    private bool Advance()
    {
        _checkMet = false;
        _next++;
        return _next == expectations.Count;
    }
}
