using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>
/// Neighbouring memberships that share their group or their user, written as one change <c>[kind, shared hash + the others]</c>:
/// 16 bytes a membership instead of 36. The order of the changes is kept.
/// </summary>
internal static class MembershipRun
{
    public static bool IsMembership(Change change) => change is Change.MemberAdded or Change.MemberRemoved;

    /// <summary>How many changes from the first on go into one wire change; 1 for everything but memberships.</summary>
    public static int Length(ReadOnlySpan<Change> changes) =>
        IsMembership(changes[0]) ? Math.Max(LengthOf(changes, byGroup: true), LengthOf(changes, byGroup: false)) : 1;

    public static void Write(ref MessagePackWriter writer, ReadOnlySpan<Change> run)
    {
        var byGroup = LengthOf(run, byGroup: true) == run.Length;
        var kind = (run[0], byGroup) switch
        {
            (Change.MemberAdded, true) => ChangeKind.MembersAdded,
            (Change.MemberAdded, false) => ChangeKind.GroupsJoined,
            (_, true) => ChangeKind.MembersRemoved,
            (_, false) => ChangeKind.GroupsLeft,
        };
        writer.WriteArrayHeader(2);
        writer.Write((int)kind);
        writer.WriteBinHeader((1 + run.Length) * Hash128.Size);
        WireHashes.Append(ref writer, Key(run[0], byGroup));
        foreach (var change in run)
            WireHashes.Append(ref writer, Key(change, !byGroup));
    }

    /// <summary>Adds the memberships of one wire change to <paramref name="changes"/>, which may not grow past the limit.</summary>
    /// <returns>False when the limit would be passed.</returns>
    public static bool TryRead(ref MessagePackReader reader, ChangeKind kind, List<Change> changes)
    {
        var hashes = WireHashes.ReadMany(ref reader, minimum: 2);
        if (changes.Count + hashes.Length / Hash128.Size - 1 > MessageLimits.MaxChanges)
            return false;

        var shared = Hash128.Read(hashes);
        for (hashes = hashes[Hash128.Size..]; !hashes.IsEmpty; hashes = hashes[Hash128.Size..])
        {
            var other = Hash128.Read(hashes);
            changes.Add(kind switch
            {
                ChangeKind.MembersAdded => new Change.MemberAdded(shared, other),
                ChangeKind.GroupsJoined => new Change.MemberAdded(other, shared),
                ChangeKind.MembersRemoved => new Change.MemberRemoved(shared, other),
                _ => new Change.MemberRemoved(other, shared),
            });
        }

        return true;
    }

    private static int LengthOf(ReadOnlySpan<Change> changes, bool byGroup)
    {
        var key = Key(changes[0], byGroup);
        var length = 1;
        while (length < changes.Length && changes[length].GetType() == changes[0].GetType() && Key(changes[length], byGroup) == key)
            length++;
        return length;
    }

    private static Hash128 Key(Change change, bool group) => change switch
    {
        Change.MemberAdded c => group ? c.Group : c.User,
        Change.MemberRemoved c => group ? c.Group : c.User,
        _ => throw new ArgumentException("Not a membership.", nameof(change)),
    };
}
