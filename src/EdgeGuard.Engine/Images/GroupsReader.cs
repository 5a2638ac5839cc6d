using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Images;

/// <summary>Reads parts of groups. One thread.</summary>
internal sealed class GroupsReader(ImageLoad load)
{
    /// <summary>The broken rule, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(ReadOnlySpan<byte> bytes, out LoadedPart? read)
    {
        read = null;
        var cursor = new ImageCursor(bytes);
        if (ReadLists(ref cursor, out var lists) is { } listFault)
            return listFault;
        var texts = Array.ConvertAll(lists, list => RowDigest.BytesOf(list.AsSpan()));
        var (count, odd) = Math.DivRem(cursor.Rest.Length, ImageLimits.GroupBytes);
        if (odd != 0 || count is 0 or > ImageLimits.PartRows)
            return "groups that are cut off or too many";

        var digest = default(Hash128);
        var rows = new GroupRow[count];
        for (var i = 0; i < count; i++)
        {
            var row = cursor.Rest[(i * ImageLimits.GroupBytes)..];
            var id = Hash128.Read(row);
            var (tenant, list) = (ImageCursor.FixedAt(row[Hash128.Size..], 0), ImageCursor.FixedAt(row[Hash128.Size..], 1));
            if (id.IsNone)
                return "a group without an id";
            if ((uint)tenant >= (uint)load.Tenants.Length)
                return "a group of an unknown tenant";
            if ((uint)list >= (uint)lists.Length)
                return "an unknown list of role keys";
            rows[i] = new GroupRow(id, tenant, lists[list]);
            digest += RowDigest.Group(load.Hasher, id, load.Tenants[tenant], texts[list]);
        }

        read = new LoadedGroups(rows, digest);
        return null;
    }

    private static string? ReadLists(ref ImageCursor cursor, out ImmutableArray<string>[] lists)
    {
        lists = [];
        // Each list takes a byte at least, and so does each text.
        if (!cursor.TryNumber(out var count) || count > cursor.Rest.Length)
            return "lists of role keys that are cut off";
        lists = new ImmutableArray<string>[count];
        for (var i = 0; i < count; i++)
        {
            if (!cursor.TryNumber(out var length) || length > cursor.Rest.Length)
                return "a list of role keys that is cut off";
            var keys = new string[length];
            for (var key = 0; key < length; key++)
            {
                if (!cursor.TryText(out keys[key]))
                    return "a role key that is cut off or no text";
            }

            lists[i] = [.. keys];
            if (StateText.SetFault(lists[i], "a group's role keys", StateLimits.MaxKey) is { } fault)
                return fault;
        }

        return null;
    }
}
