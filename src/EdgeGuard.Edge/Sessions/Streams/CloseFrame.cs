using System.Buffers.Binary;
using System.Text;
using EdgeGuard.Edge.Telemetry;

namespace EdgeGuard.Edge.Sessions.Streams;

/// <summary>The frame by which the edge ends a WebSocket (RFC 6455 section 5.5.1): unmasked, with a status code and a reason.</summary>
internal static class CloseFrame
{
    /// <summary>RFC 6455 section 7.4.1: the message, or the connection, goes against a policy of the server.</summary>
    public const ushort PolicyViolation = 1008;

    /// <summary>The final frame of a close.</summary>
    private const byte FinalClose = 0x88;

    private static readonly byte[][] Frames = [Make("access was withdrawn"), Make("the token expired"), Make("authorization data is too old")];

    /// <summary>The whole frame. Shared: not to be changed.</summary>
    public static ReadOnlyMemory<byte> Of(CutCause cause) => Frames[(int)cause];

    private static byte[] Make(string reason)
    {
        var frame = new byte[2 + sizeof(ushort) + reason.Length];
        frame[0] = FinalClose;
        frame[1] = (byte)(frame.Length - 2);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), PolicyViolation);
        Encoding.ASCII.GetBytes(reason, frame.AsSpan(2 + sizeof(ushort)));
        return frame;
    }
}
