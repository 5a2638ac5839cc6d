using System.Buffers;

namespace EdgeGuard.Engine.Decisions;

/// <summary>Words for sets of bits while a question is answered, all zero at first: on the stack when they are few, else from a pool, to which they go back.</summary>
internal readonly ref struct ScratchWords : IDisposable
{
    private readonly ulong[]? _rented;

    /// <param name="stack">Room on the caller's stack, which need not be zero.</param>
    /// <param name="count">Words that are needed.</param>
    public ScratchWords(Span<ulong> stack, int count)
    {
        if (count > stack.Length)
            stack = _rented = ArrayPool<ulong>.Shared.Rent(count);
        Words = stack[..count];
        Words.Clear();
    }

    public Span<ulong> Words { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<ulong>.Shared.Return(_rented);
    }
}
