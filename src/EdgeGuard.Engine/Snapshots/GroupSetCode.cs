namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// The compact form of group sets in memory: variable-length numbers (seven bits a byte, low first), the tenant's ordinal, then the
/// distance of each group's ordinal from the one before. Blocks hold entries one after the other, each after its length.
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

    /// <summary>The entry at <paramref name="index"/> of a block, and where its length stands.</summary>
    public static ReadOnlySpan<byte> Entry(ReadOnlySpan<byte> block, int index, out int start)
    {
        var rest = block;
        for (; index > 0; index--)
            rest = rest[(int)ReadNumber(ref rest)..];
        start = block.Length - rest.Length;
        return rest[..(int)ReadNumber(ref rest)];
    }

    /// <summary>A new block that differs from <paramref name="block"/> in one entry.</summary>
    public static byte[] WithEntry(ReadOnlySpan<byte> block, int index, ReadOnlySpan<byte> content)
    {
        var old = Entry(block, index, out var start);
        Span<byte> length = stackalloc byte[MaxNumberLength];
        length = length[..WriteNumber(length, (uint)content.Length)];
        var rest = block[(start + NumberLength((uint)old.Length) + old.Length)..];

        var made = new byte[start + length.Length + content.Length + rest.Length];
        block[..start].CopyTo(made);
        length.CopyTo(made.AsSpan(start));
        content.CopyTo(made.AsSpan(start + length.Length));
        rest.CopyTo(made.AsSpan(start + length.Length + content.Length));
        return made;
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

    private static int NumberLength(uint value)
    {
        var length = 1;
        for (; value >= 0x80; value >>= 7)
            length++;
        return length;
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
