namespace EdgeGuard.Engine.Grants;

/// <summary>The grant lists of one kind of grantee on one resource: where they begin, and how many there are. Immutable.</summary>
internal readonly record struct GrantChain(int First, int Count)
{
    public static GrantChain Empty => new(GrantList.None, 0);
}
