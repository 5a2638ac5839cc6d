using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Images;

/// <summary>Reads parts of users. One thread.</summary>
internal sealed class UsersReader(ImageLoad load)
{
    private readonly PairSum _members = new(load.Hasher.DigestKey, PairSum.Member);
    private readonly UserSum _users = new(load.Hasher);
    private readonly Hash128[] _ids = new Hash128[ImageLimits.PartRows];
    private readonly int[] _sets = new int[ImageLimits.PartRows];
    private readonly long[] _notBefore = new long[ImageLimits.PartRows];

    /// <summary>The broken rule, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public string? Read(ReadOnlySpan<byte> bytes, out LoadedPart? read)
    {
        read = null;
        var cursor = new ImageCursor(bytes);
        if (!cursor.TryNumber(out var count) || count is 0 or > ImageLimits.PartRows)
            return "no users in a part, or too many";
        if (!cursor.TryTake(Hash128.Size * count, out var ids) || !cursor.TryTake(sizeof(int) * count, out var sets) ||
            !cursor.TryTake((count + 7) / 8, out var active))
            return "users that are cut off";
        if (count % 8 != 0 && active[^1] >> (count % 8) != 0)
            return "the status of a user that there is not";
        for (var i = 0; i < count; i++)
        {
            _ids[i] = Hash128.Read(ids[(Hash128.Size * i)..]);
            _sets[i] = ImageCursor.FixedAt(sets, i);
        }

        if (ReadNotBefore(cursor.Rest, count, out var notBefore) is { } markFault)
            return markFault;
        var statuses = new byte[count];
        for (var i = 0; i < count; i++)
            statuses[i] = UserTable.StatusOf((active[i / 8] >> (i % 8) & 1) != 0, _notBefore[i] != 0);
        if (AddRows(count, statuses) is { } fault)
            return fault;

        read = new LoadedUsers(
            load.Users.PagesOf(_ids.AsSpan(0, count), _sets.AsSpan(0, count)), _sets[..count], statuses, notBefore, _users.Take() + _members.Take());
        return null;
    }

    private string? ReadNotBefore(ReadOnlySpan<byte> bytes, int users, out (int User, long Instant)[] marks)
    {
        marks = [];
        Array.Clear(_notBefore);
        var (count, odd) = Math.DivRem(bytes.Length, ImageLimits.NotBeforeBytes);
        if (odd != 0 || count > users)
            return "not-before marks that are cut off or too many";
        marks = new (int, long)[count];
        for (var i = 0; i < count; i++)
        {
            var mark = bytes[(ImageLimits.NotBeforeBytes * i)..];
            var (user, instant) = (BinaryPrimitives.ReadUInt16LittleEndian(mark), BinaryPrimitives.ReadInt64LittleEndian(mark[sizeof(ushort)..]));
            if (user >= users || (i > 0 && user <= marks[i - 1].User))
                return "a not-before mark of an unknown user, or one too many";
            if (instant is <= 0 or > ActivePeriod.LastInstant)
                return "a not-before mark that is no instant";
            marks[i] = (user, instant);
            _notBefore[user] = instant;
        }

        return null;
    }

    /// <summary>Looks at the users' rows and adds them, and their memberships, to the sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string? AddRows(int count, byte[] statuses)
    {
        var sets = CollectionsMarshal.AsSpan(load.Sets);
        var blocks = CollectionsMarshal.AsSpan(load.Blocks);
        var groupIds = CollectionsMarshal.AsSpan(load.GroupIds);
        for (var i = 0; i < count; i++)
        {
            var (id, number) = (_ids[i], _sets[i]);
            if (id.IsNone)
                return "a user without an id";
            if ((uint)number >= (uint)sets.Length)
                return "a user with an unknown group set";

            ref var set = ref sets[number];
            var cursor = new ImageCursor(blocks[number >> GroupSetTable.BlockBits].AsSpan(set.Start, set.Length));
            cursor.TryNumber(out var tenant);
            _users.Add(id, load.Tenants[tenant], (statuses[i] & UserSlot.ActiveBit) != 0, _notBefore[i]);
            // The first number is the group itself, the others are distances.
            var group = 0;
            while (cursor.TryNumber(out var step))
            {
                group += step;
                _members.Add(groupIds[group], id);
            }
        }

        return null;
    }
}
