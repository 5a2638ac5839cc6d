using System.Text;
using EdgeGuard.Edge.Authentication.Keys;

namespace EdgeGuard.Edge.Tests.Authentication;

/// <summary>A key set in memory, for tests that are not about where keys come from.</summary>
internal sealed class MemoryKeySource(string document) : IKeySource
{
    private int _reads;

    public string Document { get; set; } = document;

    public int Reads => _reads;

    public TimeSpan RefreshEvery => TimeSpan.FromMinutes(5);

    public Task<byte[]> ReadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        return Task.FromResult(Encoding.UTF8.GetBytes(Document));
    }
}
