using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Decisions;

/// <summary>A set of roles of one tenant, empty at first, with the words that it needs.</summary>
internal readonly ref struct RoleWords : IDisposable
{
    /// <summary>Room for 4,096 roles.</summary>
    public const int OnStack = 64;

    private readonly ScratchWords _scratch;

    public RoleWords(Span<ulong> stack, RoleIndex global, RoleIndex? own)
    {
        _scratch = new ScratchWords(stack, RoleSet.WordsFor(global, own));
        Set = new RoleSet(global, own, _scratch.Words);
    }

    /// <summary>Empty at first.</summary>
    public RoleSet Set { get; }

    public void Dispose() => _scratch.Dispose();
}
