using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Directory;

namespace EdgeGuard.Engine.Images;

/// <summary>Reads parts of group sets. They lie there as in memory (<see cref="GroupSetCode"/>), one block after the other. One thread.</summary>
internal sealed class SetsReader(ImageLoad load)
{
    /// <summary>What the sets read so far count.</summary>
    public MemberCounts Counts { get; } = new();

    /// <summary>The broken rule, or null.</summary>
    // Optimised from the first call on: a start has no hundred milliseconds to wait for the second.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(ReadOnlySpan<byte> bytes, out LoadedPart? read)
    {
        read = null;
        Counts.Grow(load.GroupTenants.Count, load.Tenants.Length);
        var sets = new LoadedSet[ImageLimits.PartRows];
        var blocks = new byte[ImageLimits.PartRows / GroupSetTable.BlockLength][];
        var shared = new bool[blocks.Length];
        var (setCount, blockCount) = (0, 0);
        var cursor = new ImageCursor(bytes);
        while (!cursor.Rest.IsEmpty)
        {
            if (blockCount == blocks.Length)
                return "too many group sets in a part";
            var block = cursor.Rest;
            var inBlock = 0;
            for (; inBlock < GroupSetTable.BlockLength && !cursor.Rest.IsEmpty; inBlock++)
            {
                if (!cursor.TryNumber(out var users) || users == 0)
                    return "a group set without users";
                if (!cursor.TryNumber(out var length) || !cursor.TryTake(length, out var content))
                    return "a group set that is cut off";
                if (ContentFault(content, (uint)users) is { } fault)
                    return fault;
                sets[setCount++] = new LoadedSet(block.Length - cursor.Rest.Length - length, length, users, load.GroupSets.FingerprintOf(content));
                shared[blockCount] |= users > 1;
            }

            block = block[..(block.Length - cursor.Rest.Length)];
            // In the last block zeros stand for those that there are not.
            var kept = GC.AllocateUninitializedArray<byte>(block.Length + GroupSetTable.BlockLength - inBlock);
            block.CopyTo(kept);
            kept.AsSpan(block.Length).Clear();
            blocks[blockCount++] = kept;
        }

        read = new LoadedSets(blocks[..blockCount], shared[..blockCount], sets[..setCount]);
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? ContentFault(ReadOnlySpan<byte> content, uint users)
    {
        var members = Counts.Groups;
        var homes = CollectionsMarshal.AsSpan(load.GroupTenants);
        var cursor = new ImageCursor(content);
        if (!cursor.TryNumber(out var tenant) || tenant >= Counts.Tenants.Length)
            return "a group set of an unknown tenant";
        Counts.Tenants[tenant] += users;
        var group = -1L;
        while (!cursor.Rest.IsEmpty)
        {
            if (!cursor.TryNumber(out var step))
                return "a group that is no number";
            // The first number is the group itself, the others are distances.
            if (step == 0 && group >= 0)
                return "a group twice in a set";
            group = group < 0 ? step : group + step;
            if (group >= homes.Length || homes[(int)group] != tenant)
                return "a group set with an unknown group or one of another tenant";
            members[(int)group] += users;
        }

        return null;
    }
}
