namespace EdgeGuard.Engine.Storage;

/// <summary>Places 32-bit fingerprints that are already uniform.</summary>
internal readonly struct FingerprintPlacing : ITableKey<uint>
{
    public static ulong Page(uint key) => (ulong)key << 32;

    public static uint Slot(uint key) => key * 0x9E3779B1u;
}
