using System.Buffers;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Decisions;

/// <summary>Words for the roles of one tenant: on the stack when they are few, else from a pool, to which they go back.</summary>
internal readonly ref struct RoleWords : IDisposable
{
    /// <summary>Room for 4,096 roles.</summary>
    public const int OnStack = 64;

    private readonly ulong[]? _rented;

    public RoleWords(Span<ulong> stack, RoleIndex global, RoleIndex? own)
    {
        var count = RoleSet.WordsFor(global, own);
        if (count > stack.Length)
            stack = _rented = ArrayPool<ulong>.Shared.Rent(count);
        var words = stack[..count];
        words.Clear();
        Set = new RoleSet(global, own, words);
    }

    /// <summary>Empty at first.</summary>
    public RoleSet Set { get; }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<ulong>.Shared.Return(_rented);
    }
}
