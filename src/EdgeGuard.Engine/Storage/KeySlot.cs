using System.Runtime.InteropServices;

namespace EdgeGuard.Engine.Storage;

/// <summary>What a <see cref="KeyTable"/> keeps of one key where readers look: 24 bytes, so that one cache miss mostly brings it all.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct KeySlot
{
    /// <summary><see cref="KeyParts.Order"/>.</summary>
    public ulong Order;

    /// <summary><see cref="KeyParts.Rest"/>.</summary>
    public uint Rest;

    /// <summary>What the key stands for; written by builders alone.</summary>
    public uint Value;

    /// <summary>
    /// What readers remember of the value, or 0. The one part of a page that readers write, in a page that snapshots share: always by
    /// one aligned write of eight bytes, read and copied in the same way.
    /// </summary>
    public ulong Memo;
}
