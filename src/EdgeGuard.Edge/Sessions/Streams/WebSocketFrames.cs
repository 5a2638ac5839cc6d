namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>
/// Follows the frames of one direction of a WebSocket over the bytes that pass (RFC 6455 section 5.2), to know where one ends. Looks at
/// headers alone, keeps no payload and judges nothing. Not thread-safe.
/// </summary>
internal struct WebSocketFrames
{
    private const int FixedHeader = 2;
    private const int MaskBytes = 4;
    private const int CloseOpcode = 8;

    /// <summary>Bytes of the present header that have passed.</summary>
    private int _header;
    private int _headerSize;
    private int _lengthBytes;
    private ulong _length;

    /// <summary>Bytes of the present payload that have not passed.</summary>
    private ulong _payload;

    /// <summary>True when a control frame may be put in here (section 5.4: also amid a fragmented message).</summary>
    public readonly bool IsBetweenFrames => _header == 0 && _payload == 0;

    /// <summary>True once a close frame has begun: nothing may follow it.</summary>
    public bool HasClose { get; private set; }

    /// <summary>Takes bytes that passed.</summary>
    public void Advance(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_payload == 0)
            {
                TakeHeader(bytes[0]);
                bytes = bytes[1..];
                continue;
            }

            var passed = (int)Math.Min(_payload, (ulong)bytes.Length);
            _payload -= (ulong)passed;
            bytes = bytes[passed..];
        }
    }

    private void TakeHeader(byte value)
    {
        if (_header == 0)
        {
            HasClose |= (value & 0x0f) == CloseOpcode;
        }
        else if (_header == 1)
        {
            _lengthBytes = (value & 0x7f) switch
            {
                126 => sizeof(ushort),
                127 => sizeof(ulong),
                _ => 0,
            };
            _length = _lengthBytes == 0 ? (ulong)(value & 0x7f) : 0;
            _headerSize = FixedHeader + _lengthBytes + ((value & 0x80) == 0 ? 0 : MaskBytes);
        }
        else if (_header < FixedHeader + _lengthBytes)
        {
            _length = (_length << 8) | value;
        }

        _header++;
        if (_header < FixedHeader || _header < _headerSize)
            return;
        _payload = _length;
        _header = 0;
    }
}
