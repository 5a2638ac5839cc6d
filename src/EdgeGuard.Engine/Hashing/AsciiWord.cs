using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EdgeGuard.Engine.Hashing;

/// <summary>Eight characters of a text as one word of ASCII bytes, the first character in the lowest byte.</summary>
internal static class AsciiWord
{
    /// <summary>Characters of a word.</summary>
    public const int Length = 8;

    private const ushort CaseBit = 'a' - 'A';

    /// <summary>The characters from <paramref name="at"/> on, of which there are eight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<ushort> Read(ReadOnlySpan<char> text, int at) =>
        Vector128.LoadUnsafe(ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text)), (nuint)at);

    /// <summary>Fewer than eight characters, and zeros after them.</summary>
    public static Vector128<ushort> ReadFew(ReadOnlySpan<char> text)
    {
        var characters = Vector128<ushort>.Zero;
        for (var i = 0; i < text.Length; i++)
            characters = characters.WithElement(i, text[i]);
        return characters;
    }

    /// <summary>False when there is another character among those that were joined by "or".</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAscii(Vector128<ushort> characters) => (characters & Vector128.Create((ushort)0xFF80)) == Vector128<ushort>.Zero;

    /// <summary>The word; without meaning when the characters are not ASCII.</summary>
    /// <param name="characters">Eight characters.</param>
    /// <param name="fold">Whether A to Z become lower case.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(Vector128<ushort> characters, bool fold)
    {
        if (fold)
        {
            var capitals = Vector128.LessThanOrEqual(characters - Vector128.Create((ushort)'A'), Vector128.Create((ushort)('Z' - 'A')));
            characters |= capitals & Vector128.Create(CaseBit);
        }

        return Vector128.Narrow(characters, characters).AsUInt64().ToScalar();
    }
}
