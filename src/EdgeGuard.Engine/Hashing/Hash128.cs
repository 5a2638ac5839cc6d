using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EdgeGuard.Engine.Hashing;

/// <summary>
/// 128 bits that stand for something longer: the keyed hash of a subject key, tenant key, user or group id, or the sum of row
/// hashes that is a state digest. The default value means "none". Immutable, comparable by value, safe to share.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct Hash128(ulong Low, ulong High)
{
    /// <summary>Length of the serialised form in bytes.</summary>
    public const int Size = 16;

    /// <summary>True for the default value, which no keyed hash in use takes (probability 2^-128).</summary>
    public bool IsNone => (Low | High) == 0;

    /// <summary>Reads the little-endian form that <see cref="Write"/> makes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 16 bytes.</exception>
    public static Hash128 Read(ReadOnlySpan<byte> source) =>
        new(BinaryPrimitives.ReadUInt64LittleEndian(source), BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));

    /// <summary>Writes 16 bytes, little-endian, low half first.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than 16 bytes of room.</exception>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Low);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], High);
    }

    /// <summary>The 16 bytes of <see cref="Write"/> as a new array.</summary>
    public byte[] ToByteArray()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <summary>Sum modulo 2^128: how a row enters a state digest.</summary>
    public static Hash128 operator +(Hash128 left, Hash128 right) => FromNumber(left.ToNumber() + right.ToNumber());

    /// <summary>Difference modulo 2^128: how a row leaves a state digest.</summary>
    public static Hash128 operator -(Hash128 left, Hash128 right) => FromNumber(left.ToNumber() - right.ToNumber());

    /// <summary>32 lower-case hexadecimal digits, high half first.</summary>
    public override string ToString() => ToNumber().ToString("x32", CultureInfo.InvariantCulture);

    private UInt128 ToNumber() => new(High, Low);

    private static Hash128 FromNumber(UInt128 number) => new((ulong)number, (ulong)(number >> 64));
}
