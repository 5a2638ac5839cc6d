using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Enforcement;

/// <summary>
/// The store as one request has it. It adds up what the request's transactions reveal, for the gate that the answer goes through
/// (<see cref="FencedAnswers"/>). One request, one call at a time.
/// </summary>
internal abstract class RequestStore(DirectoryStore store)
{
    /// <summary>What the answer may show or imply.</summary>
    public Revealed Revealed { get; private set; }

    /// <summary>How the answer stands to the fence.</summary>
    public abstract FenceMode Mode { get; }

    /// <inheritdoc cref="DirectoryStore.ReadAsync{T}(Func{DirectoryReader, T}, CancellationToken)"/>
    public async Task<T> ReadAsync<T>(Func<DirectoryReader, T> work, CancellationToken cancellationToken)
    {
        var (value, revealed) = await store.ReadAsync(read => (work(read), read.Revealed()), cancellationToken);
        Revealed = Revealed.And(revealed);
        return value;
    }

    /// <inheritdoc cref="DirectoryStore.WriteAsync"/>
    protected async Task<Written<T>> CommitAsync<T>(Func<DirectoryTransaction, T> work, WriteLane lane, CancellationToken cancellationToken)
    {
        var written = await (lane == WriteLane.Urgent ? store.WriteUrgentlyAsync(work, cancellationToken) : store.WriteAsync(work, cancellationToken));
        Revealed = Revealed.And(written.Revealed);
        return written;
    }
}
