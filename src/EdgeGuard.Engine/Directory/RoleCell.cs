namespace EdgeGuard.Engine.Directory;

/// <summary>
/// A role set kept beside a group set, with the stamp that it was computed under folded in. Written and read without locks: a
/// reader that sees one word of one write and one of another finds no stamp that it knows (stamps are pseudo-random), unless the
/// words agree and the set is right. The default holds nothing.
/// </summary>
internal struct RoleCell
{
    private ulong _bits;
    private ulong _check;

    public static bool TryRead(ref RoleCell cell, ulong stamp, out ulong bits)
    {
        bits = Volatile.Read(ref cell._bits);
        return (Volatile.Read(ref cell._check) ^ bits) == stamp;
    }

    public static void Write(ref RoleCell cell, ulong stamp, ulong bits)
    {
        Volatile.Write(ref cell._bits, bits);
        Volatile.Write(ref cell._check, bits ^ stamp);
    }
}
