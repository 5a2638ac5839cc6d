using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Images;

/// <summary>Whole images; over random histories they are tested with the reference (<see cref="Reference.Run"/>).</summary>
public sealed class StateImageTests
{
    [Fact]
    public void Read_ManyUsersWithAHistory_IsThatStateAndGoesOnLikeIt()
    {
        var state = WithoutSome(ManyUsers(6_000));

        var copy = ImageCopy.RoundTrip(state);

        (copy.Digest, copy.UserCount, copy.GroupCount, copy.TenantCount).ShouldBe((state.Digest, state.UserCount, state.GroupCount, state.TenantCount));
        copy.Export().ToHashSet().SetEquals(state.Export()).ShouldBeTrue();
        var (goneFrom, gone) = (Emptied(state), Emptied(copy));
        gone.Digest.ShouldBe(goneFrom.Digest);
        gone.Model.GroupSets.Sets.ShouldBe(0);
        ManyUsers(5_000, gone).Digest.ShouldBe(ManyUsers(5_000, goneFrom).Digest);
    }

    [Fact]
    public void Read_CopyOfACopy_HasTheSameImage()
    {
        var copy = ImageCopy.RoundTrip(WithoutSome(ManyUsers(5_000)));

        var first = ImageCopy.Of(copy);
        var second = ImageCopy.Of(ImageCopy.RoundTrip(copy));

        second.Parts.Select(part => Convert.ToHexString(part.Bytes)).ShouldBe(first.Parts.Select(part => Convert.ToHexString(part.Bytes)));
    }

    [Fact]
    public void Read_UsersKeepNumbersAndSetsWithoutGaps()
    {
        var copy = ImageCopy.RoundTrip(WithoutSome(ManyUsers(5_000)));

        copy.Model.Users.End.ShouldBe(copy.UserCount);
        copy.Model.GroupSets.End.ShouldBe(copy.Model.GroupSets.Sets);
    }

    [Fact]
    public void Read_EmptyState_HasNoParts()
    {
        var empty = Snapshot.Empty(World.Hasher, World.Epoch);

        ImageCopy.Of(empty).Parts.ShouldBeEmpty();
        ImageCopy.RoundTrip(empty).Digest.ShouldBe(empty.Digest);
    }

    [Fact]
    public void Read_AnyBitFlipped_IsRefusedOrHasAnotherDigest()
    {
        var state = ManyUsers(12);
        var copy = ImageCopy.Of(state);
        foreach (var (stage, bytes) in copy.Parts)
        {
            for (var bit = 0; bit < bytes.Length * 8; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                if (copy.Read(state) is { } read)
                    read.Digest.ShouldNotBe(state.Digest, $"bit {bit} of {stage}");
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }

        copy.Read(state)!.Digest.ShouldBe(state.Digest);
    }

    [Fact]
    public void Read_PartCutShortOrLonger_IsRefusedOrHasAnotherDigest()
    {
        var state = ManyUsers(12);
        var copy = ImageCopy.Of(state);
        for (var i = 0; i < copy.Parts.Count; i++)
        {
            var (stage, bytes) = copy.Parts[i];
            for (var length = 0; length <= bytes.Length; length++)
            {
                copy.Parts[i] = (stage, length < bytes.Length ? bytes[..length] : [.. bytes, 0]);
                if (copy.Read(state) is { } read)
                    read.Digest.ShouldNotBe(state.Digest, $"{length} bytes of {stage}");
            }

            copy.Parts[i] = (stage, bytes);
        }
    }

    [Fact]
    public void Read_PartMissingTwiceOrMoved_IsRefusedOrHasAnotherDigest()
    {
        var state = ManyUsers(5_000);
        var parts = ImageCopy.Of(state).Parts;

        for (var i = 0; i < parts.Count; i++)
        {
            var part = parts[i];
            ShouldDiffer(parts.Where((_, at) => at != i), $"without {i}");
            ShouldDiffer([.. parts[..i], part, .. parts[i..]], $"{i} twice");
            ShouldDiffer([.. parts[..i], .. parts[(i + 1)..], part], $"{i} last");
            ShouldDiffer([part, .. parts[..i], .. parts[(i + 1)..]], $"{i} first");
        }

        void ShouldDiffer(IEnumerable<(ImageStage, byte[])> changed, string how)
        {
            var copy = ImageCopy.Of(state) with { Parts = [.. changed] };
            if (!copy.Parts.SequenceEqual(parts) && copy.Read(state) is { } read)
                read.Digest.ShouldNotBe(state.Digest, how);
        }
    }

    [Fact]
    public void Add_BuilderThatHasUsers_IsRefused()
    {
        var state = ManyUsers(3);
        var builder = state.ToBuilder();
        var load = new ImageLoad(builder);
        var part = ImageCopy.Of(state).Parts[0];

        load.Add(load.NewReader().Read(new ImagePart(part.Stage, part.Bytes), out _)!).ShouldNotBeNull();
        load.Finish().ShouldNotBeNull();
    }

    private static Snapshot ManyUsers(int users, Snapshot? from = null)
    {
        var random = new Random(users);
        var builder = (from ?? Snapshot.Empty(World.Hasher, World.Epoch)).ToBuilder();
        string[] tenants = ["east", "acme", "globex"];
        Apply(builder, new Change.TenantPut("globex", Suspended: false), new Change.TenantPut("acme", Suspended: false), new Change.TenantPut("east", Suspended: true, "acme"));
        foreach (var tenant in tenants)
        {
            for (var group = 0; group < GroupsFor(users); group++)
                Apply(builder, new Change.GroupPut(World.Group(tenant, $"{group}"), World.Tenant(tenant), group % 7 == 0 ? [] : [$"role-{group % 7}", "rôle"]));
        }

        for (var number = 0; number < users; number++)
        {
            var tenant = tenants[number % 3];
            var user = World.User(tenant, $"{number}");
            Apply(builder, new Change.UserPut(user, World.Tenant(tenant), random.Next(5) > 0, random.Next(4) == 0 ? random.NextInt64(1, ActivePeriod.LastInstant) : 0));
            // Half of them share a few combinations.
            var drawing = new Random(number % 2 == 0 ? number : number % 30);
            for (var groups = drawing.Next(12); groups > 0; groups--)
                Apply(builder, new Change.MemberAdded(World.Group(tenant, $"{drawing.Next(GroupsFor(users))}"), user));
            for (var alias = random.Next(3); alias > 0; alias--)
                Apply(builder, new Change.AliasPut(World.ExternalId(tenant, $"{number}-{alias}"), user));
        }

        return builder.Build(World.Epoch, 1);
    }

    /// <summary>Without every third user and every tenth group, so that numbers are free.</summary>
    private static Snapshot WithoutSome(Snapshot state)
    {
        var rows = state.Export().ToList();
        var users = rows.OfType<Change.UserPut>().Where((_, i) => i % 3 == 0).Select(put => put.User).ToHashSet();
        var groups = rows.OfType<Change.GroupPut>().Where((_, i) => i % 10 == 0).Select(put => put.Group).ToHashSet();
        return Without(state, users, groups);
    }

    private static Snapshot Emptied(Snapshot state)
    {
        var rows = state.Export().ToList();
        return Without(
            state, [.. rows.OfType<Change.UserPut>().Select(put => put.User)], [.. rows.OfType<Change.GroupPut>().Select(put => put.Group)]);
    }

    private static Snapshot Without(Snapshot state, HashSet<Hash128> users, HashSet<Hash128> groups)
    {
        var rows = state.Export().ToList();
        return World.Apply(state,
        [
            .. rows.OfType<Change.AliasPut>().Where(put => users.Contains(put.User)).Select(put => new Change.AliasRemoved(put.Alias)),
            .. users.Order(Comparer<Hash128>.Create((x, y) => x.Low.CompareTo(y.Low))).Select(user => new Change.UserRemoved(user)),
            .. rows.OfType<Change.MemberAdded>().Where(put => groups.Contains(put.Group) && !users.Contains(put.User))
                .Select(put => new Change.MemberRemoved(put.Group, put.User)),
            .. groups.Order(Comparer<Hash128>.Create((x, y) => x.Low.CompareTo(y.Low))).Select(group => new Change.GroupRemoved(group)),
        ]);
    }

    private static int GroupsFor(int users) => users < 100 ? 3 : 300;

    private static void Apply(SnapshotBuilder builder, params Change[] changes)
    {
        foreach (var change in changes)
            builder.TryApply(change, out var fault).ShouldBeTrue(fault);
    }
}
