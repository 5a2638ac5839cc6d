using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Images;

/// <summary>Writes one part after the other into the same memory. Numbers are little-endian, or seven bits a byte, low first.</summary>
internal sealed class ImageBytes
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64 * 1024);

    /// <summary>Bytes of the part so far.</summary>
    public int Length => _bytes.WrittenCount;

    public void Number(int value)
    {
        var span = _bytes.GetSpan(5);
        var length = 0;
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            span[length++] = (byte)(rest | 0x80);
        span[length++] = (byte)rest;
        _bytes.Advance(length);
    }

    public void Fixed(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_bytes.GetSpan(sizeof(int)), value);
        _bytes.Advance(sizeof(int));
    }

    public void Fixed(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(sizeof(ushort)), value);
        _bytes.Advance(sizeof(ushort));
    }

    public void Fixed(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_bytes.GetSpan(sizeof(long)), value);
        _bytes.Advance(sizeof(long));
    }

    public void Hash(Hash128 value)
    {
        value.Write(_bytes.GetSpan(Hash128.Size));
        _bytes.Advance(Hash128.Size);
    }

    public void Text(string value)
    {
        Number(Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _bytes);
    }

    public void Bytes(ReadOnlySpan<byte> value) => _bytes.Write(value);

    /// <summary>The finished part, valid until the next one is begun by writing.</summary>
    public ReadOnlyMemory<byte> Take()
    {
        var part = _bytes.WrittenMemory;
        _bytes.ResetWrittenCount();
        return part;
    }
}
