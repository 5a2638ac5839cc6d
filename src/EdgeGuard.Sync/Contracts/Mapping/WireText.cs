using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Text and lists of text on the wire: strict UTF-8, bounded both ways.</summary>
internal static class WireText
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes one text of at most <paramref name="maxBytes"/>.</summary>
    /// <exception cref="ArgumentException">Longer, or with a lone surrogate.</exception>
    public static void Write(ref MessagePackWriter writer, string text, int maxBytes = MessageLimits.MaxTextBytes)
    {
        var length = Strict.GetByteCount(text);
        if (length > maxBytes)
            throw new ArgumentException($"Text of {length} bytes; at most {maxBytes} can be written.", nameof(text));
        writer.WriteStringHeader(length);
        Strict.GetBytes(text, writer.GetSpan(length));
        writer.Advance(length);
    }

    /// <summary>Writes a list of texts.</summary>
    /// <exception cref="ArgumentException">More than <see cref="MessageLimits.MaxTexts"/>, or one that is too long.</exception>
    public static void Write(ref MessagePackWriter writer, ImmutableArray<string> texts)
    {
        if (texts.Length > MessageLimits.MaxTexts)
            throw new ArgumentException($"{texts.Length} texts; at most {MessageLimits.MaxTexts} can be written.", nameof(texts));
        writer.WriteArrayHeader(texts.Length);
        foreach (var text in texts)
            Write(ref writer, text);
    }

    public static string Read(ref MessagePackReader reader, int maxBytes = MessageLimits.MaxTextBytes)
    {
        // The messages are read from one block of memory, so the span is always there.
        if (!reader.TryReadStringSpan(out var utf8) || utf8.Length > maxBytes || !Utf8.IsValid(utf8))
            throw new MessagePackSerializationException("Not a text within the limits.");
        return Encoding.UTF8.GetString(utf8);
    }

    public static ImmutableArray<string> ReadList(ref MessagePackReader reader)
    {
        var count = reader.ReadArrayHeader();
        if (count > MessageLimits.MaxTexts)
            throw new MessagePackSerializationException("More texts than the limit.");
        var texts = ImmutableArray.CreateBuilder<string>(count);
        for (var i = 0; i < count; i++)
            texts.Add(Read(ref reader));
        return texts.MoveToImmutable();
    }
}
