namespace EdgeGuard.Engine.Matching;

/// <summary>A set of roles of one tenant while it is put together, on words of the caller: global roles first, then the tenant's own.</summary>
internal readonly ref struct RoleSet
{
    private readonly RoleIndex _global;
    private readonly RoleIndex? _own;
    private readonly Span<ulong> _words;

    /// <param name="global">The global roles.</param>
    /// <param name="own">The tenant's own; null for none.</param>
    /// <param name="words"><see cref="WordsFor"/> words, all zero for an empty set.</param>
    public RoleSet(RoleIndex global, RoleIndex? own, Span<ulong> words)
    {
        _global = global;
        _own = own;
        _words = words;
    }

    /// <summary>What questions are asked of.</summary>
    public RoleView View => new(_global, _own, _words);

    private Span<ulong> Global => _words[.._global.Words];

    private Span<ulong> Own => _words[_global.Words..];

    public static int WordsFor(RoleIndex global, RoleIndex? own) => global.Words + (own?.Words ?? 0);

    /// <summary>Makes the set that of <paramref name="roles"/>, which are of the same tenant.</summary>
    public void Set(RoleView roles) => roles.CopyTo(_words);

    /// <summary>Adds the tenant's own role of that key, else the global one, else nothing.</summary>
    public void Add(string key)
    {
        if (_own?.NumberOf(key) is >= 0 and var own)
            RoleBits.Add(Own, own);
        else if (_global.NumberOf(key) is >= 0 and var global)
            RoleBits.Add(Global, global);
    }

    /// <summary>Adds what the roles in it bring, directly or through others.</summary>
    public void Close()
    {
        _own?.Parents.Close(Own, _global, Global);
        _global.Parents.Close(Global);
    }
}
