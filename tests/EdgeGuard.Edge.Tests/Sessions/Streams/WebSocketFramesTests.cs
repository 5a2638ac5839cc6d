using System.Buffers.Binary;
using EdgeGuard.Edge.Sessions.Streams;

namespace EdgeGuard.Edge.Tests.Sessions.Streams;

public class WebSocketFramesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(70_001)]
    public void Advance_FrameOfEveryLengthForm_IsBetweenFramesAtItsEndAlone(int length)
    {
        foreach (var masked in new[] { false, true })
        {
            foreach (var piece in new[] { 1, 2, 3, 1000, int.MaxValue })
            {
                var frames = default(WebSocketFrames);
                var bytes = Frame(0x82, length, masked);

                for (var at = 0; at < bytes.Length;)
                {
                    frames.IsBetweenFrames.ShouldBe(at == 0);
                    var size = Math.Min(piece, bytes.Length - at);
                    frames.Advance(bytes.AsSpan(at, size));
                    at += size;
                }

                frames.IsBetweenFrames.ShouldBeTrue();
                frames.HasClose.ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Advance_ManyFramesInOnePiece_EndsBetweenFrames()
    {
        var frames = default(WebSocketFrames);
        byte[] bytes = [.. Frame(0x01, 300, masked: false), .. Frame(0x89, 4, masked: true), .. Frame(0x80, 0, masked: false)];

        frames.Advance(bytes);

        frames.IsBetweenFrames.ShouldBeTrue();
        frames.Advance([0x81]);
        frames.IsBetweenFrames.ShouldBeFalse();
    }

    [Fact]
    public void Advance_CloseFrame_IsRemembered()
    {
        var frames = default(WebSocketFrames);

        frames.Advance(Frame(0x81, 3, masked: false));
        frames.HasClose.ShouldBeFalse();
        frames.Advance(Frame(0x88, 2, masked: false));

        frames.HasClose.ShouldBeTrue();
    }

    private static byte[] Frame(byte first, int length, bool masked)
    {
        var mask = (byte)(masked ? 0x80 : 0);
        byte[] header;
        if (length < 126)
        {
            header = [first, (byte)(mask | length)];
        }
        else if (length <= ushort.MaxValue)
        {
            header = [first, (byte)(mask | 126), 0, 0];
            BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)length);
        }
        else
        {
            header = [first, (byte)(mask | 127), 0, 0, 0, 0, 0, 0, 0, 0];
            BinaryPrimitives.WriteUInt64BigEndian(header.AsSpan(2), (ulong)length);
        }

        // Payload that looks like the beginning of other frames.
        var payload = Enumerable.Repeat((byte)0x88, length);
        return [.. header, .. masked ? new byte[] { 1, 2, 3, 4 } : [], .. payload];
    }
}
