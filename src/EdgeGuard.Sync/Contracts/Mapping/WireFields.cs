using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>The additive rule: a record is an array; fields after those that a reader knows are skipped.</summary>
internal static class WireFields
{
    /// <summary>Reads the array's header; at least <paramref name="known"/> fields must be there.</summary>
    public static int ReadCount(ref MessagePackReader reader, int known)
    {
        var count = reader.ReadArrayHeader();
        return count >= known ? count : throw new MessagePackSerializationException("Fields are missing.");
    }

    /// <summary>Skips <paramref name="count"/> values, however deep, without recursion: depth cannot exhaust the stack.</summary>
    public static void Skip(ref MessagePackReader reader, long count)
    {
        for (; count > 0; count--)
        {
            switch (reader.NextMessagePackType)
            {
                case MessagePackType.Array:
                    count += reader.ReadArrayHeader();
                    break;
                case MessagePackType.Map:
                    count += 2L * reader.ReadMapHeader();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }
}
