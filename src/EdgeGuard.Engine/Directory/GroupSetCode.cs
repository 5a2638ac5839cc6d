namespace EdgeGuard.Engine.Directory;

/// <summary>
/// The compact form of group sets in memory: variable-length numbers (seven bits a byte, low first), the tenant's ordinal, then the
/// distance of each group's ordinal from the one before. Blocks hold entries one after the other: how many users refer to the set, then,
/// unless that is 0, the length of the set and the set.
/// </summary>
internal static class GroupSetCode
{
    private const int MaxNumberLength = 5;

    public static int MaxLength(int groups) => (groups + 1) * MaxNumberLength;

    public static int Write(Span<byte> destination, int tenant, List<int> groups)
    {
        var length = WriteNumber(destination, (uint)tenant);
        var previous = 0;
        foreach (var group in groups)
        {
            length += WriteNumber(destination[length..], (uint)(group - previous));
            previous = group;
        }

        return length;
    }

    public static int ReadTenant(ReadOnlySpan<byte> content) => (int)ReadNumber(ref content);

    public static int Read(ReadOnlySpan<byte> content, List<int> groups)
    {
        var reader = new Reader(content);
        while (reader.TryNext(out var group))
            groups.Add(group);
        return reader.Tenant;
    }

    /// <summary>The entry at <paramref name="index"/> of a block: how often it is referred to, and the set.</summary>
    public static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> block, int index, out uint count)
    {
        var rest = Skip(block, index);
        count = ReadNumber(ref rest);
        return count == 0 ? default : rest[..(int)ReadNumber(ref rest)];
    }

    /// <summary>A new block that differs from <paramref name="block"/> in one entry.</summary>
    public static byte[] WithEntry(ReadOnlySpan<byte> block, int index, uint count, ReadOnlySpan<byte> content)
    {
        var head = block[..^Skip(block, index).Length];
        var tail = Skip(block[head.Length..], 1);
        Span<byte> numbers = stackalloc byte[2 * MaxNumberLength];
        var length = WriteNumber(numbers, count);
        if (count > 0)
            length += WriteNumber(numbers[length..], (uint)content.Length);

        var made = new byte[head.Length + length + content.Length + tail.Length];
        head.CopyTo(made);
        numbers[..length].CopyTo(made.AsSpan(head.Length));
        content.CopyTo(made.AsSpan(head.Length + length));
        tail.CopyTo(made.AsSpan(head.Length + length + content.Length));
        return made;
    }

    /// <summary>What follows the first <paramref name="entries"/> entries.</summary>
    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> block, int entries)
    {
        for (; entries > 0; entries--)
        {
            if (ReadNumber(ref block) > 0)
                block = block[(int)ReadNumber(ref block)..];
        }

        return block;
    }

    /// <summary>Reads a set number by number, without copying it.</summary>
    internal ref struct Reader
    {
        private ReadOnlySpan<byte> _rest;
        private int _group;

        public Reader(ReadOnlySpan<byte> content)
        {
            Tenant = (int)ReadNumber(ref content);
            _rest = content;
        }

        public int Tenant { get; }

        /// <summary>The next group's ordinal; false after the last.</summary>
        public bool TryNext(out int group)
        {
            if (_rest.IsEmpty)
            {
                group = 0;
                return false;
            }

            _group += (int)ReadNumber(ref _rest);
            group = _group;
            return true;
        }
    }

    private static int WriteNumber(Span<byte> destination, uint value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            destination[length++] = (byte)(value | 0x80);
        destination[length++] = (byte)value;
        return length;
    }

    private static uint ReadNumber(ref ReadOnlySpan<byte> source)
    {
        var value = 0u;
        for (var i = 0; ; i++)
        {
            value |= (uint)(source[i] & 0x7F) << (7 * i);
            if (source[i] >= 0x80)
                continue;
            source = source[(i + 1)..];
            return value;
        }
    }
}
