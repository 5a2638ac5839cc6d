using System.Numerics;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Storage;

/// <summary>
/// Places keyed hashes. They arrive uniform; the multiplication keeps keys that were not made by the hasher from filling one page.
/// </summary>
internal readonly struct HashPlacing : ITableKey<Hash128>
{
    public static ulong Page(Hash128 key) => (key.Low ^ BitOperations.RotateLeft(key.High, 32)) * 0x9E3779B97F4A7C15UL;

    public static uint Slot(Hash128 key) => (uint)((key.High ^ (key.Low >> 7)) * 0xD6E8FEB86659FD93UL >> 32);
}
