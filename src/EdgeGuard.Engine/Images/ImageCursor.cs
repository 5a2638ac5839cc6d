using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace EdgeGuard.Engine.Images;

/// <summary>Reads what <see cref="ImageBytes"/> writes, from bytes that may be anything: each method is false when that is not there.</summary>
internal ref struct ImageCursor(ReadOnlySpan<byte> bytes)
{
    private const int MaxNumberLength = 5;

    /// <summary>What has not been read.</summary>
    public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

    /// <summary>A number from 0 to 2^31 − 1, in its one shortest form.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryNumber(out int value)
    {
        var rest = Rest;
        if (rest.Length == 0 || rest[0] >= 0x80)
            return TryLongNumber(out value);
        value = rest[0];
        Rest = rest[1..];
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long count, out ReadOnlySpan<byte> taken)
    {
        if (count > Rest.Length)
        {
            taken = default;
            return false;
        }

        taken = Rest[..(int)count];
        Rest = Rest[(int)count..];
        return true;
    }

    public bool TryText(out string text)
    {
        text = "";
        if (!TryNumber(out var length) || !TryTake(length, out var bytes) || !Utf8.IsValid(bytes))
            return false;
        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    /// <summary>Number <paramref name="index"/> of a list of fixed ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FixedAt(ReadOnlySpan<byte> list, int index) => BinaryPrimitives.ReadInt32LittleEndian(list[(sizeof(int) * index)..]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryLongNumber(out int value)
    {
        var number = 0UL;
        var rest = Rest;
        for (var i = 0; i < rest.Length && i < MaxNumberLength; i++)
        {
            number |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] >= 0x80)
                continue;
            value = (int)number;
            if (number > int.MaxValue || rest[i] == 0)
                return false;
            Rest = rest[(i + 1)..];
            return true;
        }

        value = 0;
        return false;
    }
}
