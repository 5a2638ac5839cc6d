using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Listing;

/// <summary>Gathers what a list was asked for and hashes it, so that a cursor fits no other list. Texts go in as UTF-16, each after its length.</summary>
internal sealed class QuestionHash
{
    private readonly List<byte> _bytes;

    public QuestionHash(ListKind kind) => _bytes = [(byte)kind];

    public QuestionHash Add(Hash128 value)
    {
        _bytes.AddRange(value.ToByteArray());
        return this;
    }

    public QuestionHash Add(string? text)
    {
        if (text is null)
            Add(-1);
        else
            Add(text.AsSpan());
        return this;
    }

    public QuestionHash Add(AttributeSet? attributes)
    {
        attributes ??= AttributeSet.Empty;
        Add(attributes.Custom);
        Add(attributes.Claims);
        foreach (ref readonly var value in attributes.Derived)
            Add(value);
        return this;
    }

    public Hash128 Of(DirectoryHasher hasher) => SipHash128.Compute(hasher.KeyFor(HashUse.ListQuestions), CollectionsMarshal.AsSpan(_bytes));

    private void Add(AttributeTable table)
    {
        Add(table.Names.Length);
        foreach (var name in table.Names)
            Add(name);
        foreach (ref readonly var value in table.Values)
            Add(value);
    }

    private void Add(in AttributeValue value)
    {
        _bytes.Add((byte)value.Kind);
        if (value.Kind != AttributeKind.List)
        {
            Span<char> buffer = stackalloc char[AttributeValue.MaxScalarText];
            Add(value.AsText(buffer));
            return;
        }

        Add(value.List.Items.Length);
        foreach (ref readonly var item in value.List.Items)
            Add(item);
    }

    private void Add(ReadOnlySpan<char> text)
    {
        Add(text.Length);
        _bytes.AddRange(MemoryMarshal.AsBytes(text));
    }

    private void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _bytes.AddRange(bytes);
    }
}
