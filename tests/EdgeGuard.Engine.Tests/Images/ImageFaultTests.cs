using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Images;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Storage;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Images;

/// <summary>Parts that nobody writes: what they would leave behind is refused, whatever the digest, and takes no memory that they do not have.</summary>
public sealed class ImageFaultTests
{
    private const long Little = 4 * 1024 * 1024;

    private static readonly Hash128 Ann = World.User("acme", "ann");
    private static readonly Hash128 Group = World.Group("acme", "g");

    private readonly Snapshot _state = World.Build(
        new Change.TenantPut("acme", Suspended: false), new Change.TenantPut("globex", Suspended: false), new Change.GroupPut(Group, World.Tenant("acme"), ["r"]),
        new Change.GroupPut(World.Group("globex", "g"), World.Tenant("globex"), ["r"]), new Change.UserPut(Ann, World.Tenant("acme"), Active: true, 5),
        new Change.MemberAdded(Group, Ann), new Change.AliasPut(World.ExternalId("acme", "a"), Ann));

    public static TheoryData<string, ImageStage, byte[]> Wrong => new()
    {
        { "no role lists", ImageStage.Groups, Part(bytes => Groups(bytes, lists: 0, Group, tenant: 0, list: 0)) },
        { "an unknown list", ImageStage.Groups, Part(bytes => Groups(bytes, lists: 1, Group, tenant: 0, list: 1)) },
        { "a list below 0", ImageStage.Groups, Part(bytes => Groups(bytes, lists: 1, Group, tenant: 0, list: -1)) },
        { "an unknown tenant", ImageStage.Groups, Part(bytes => Groups(bytes, lists: 1, Group, tenant: 2, list: 0)) },
        { "a group without an id", ImageStage.Groups, Part(bytes => Groups(bytes, lists: 1, default, tenant: 0, list: 0)) },
        { "a group twice", ImageStage.Groups, Part(bytes => { Groups(bytes, 1, Group, 0, 0); bytes.Hash(Group); bytes.Fixed(0); bytes.Fixed(0); }) },
        { "no groups", ImageStage.Groups, Part(bytes => bytes.Number(0)) },
        { "lists without end", ImageStage.Groups, Part(bytes => bytes.Number(int.MaxValue)) },
        { "a list without end", ImageStage.Groups, Part(bytes => { bytes.Number(1); bytes.Number(int.MaxValue); }) },
        { "a text without end", ImageStage.Groups, Part(bytes => { bytes.Number(1); bytes.Number(1); bytes.Number(int.MaxValue); }) },
        { "half a character", ImageStage.Groups, Part(bytes => { bytes.Number(1); bytes.Number(1); bytes.Number(1); bytes.Bytes([0xC3]); }) },
        { "a set of an unknown tenant", ImageStage.Sets, Part(bytes => Set(bytes, 1, 2)) },
        { "a set with a group of another tenant", ImageStage.Sets, Part(bytes => Set(bytes, 1, 0, 1)) },
        { "a set with an unknown group", ImageStage.Sets, Part(bytes => Set(bytes, 1, 0, 2)) },
        { "a set with a group twice", ImageStage.Sets, Part(bytes => Set(bytes, 1, 0, 0, 0)) },
        { "a set without users", ImageStage.Sets, Part(bytes => Set(bytes, 0, 0, 0)) },
        { "a set of more users", ImageStage.Sets, Part(bytes => Set(bytes, 2, 0, 0)) },
        { "a set twice", ImageStage.Sets, Part(bytes => { Set(bytes, 1, 0, 0); Set(bytes, 1, 0, 0); }) },
        { "a set without a tenant", ImageStage.Sets, Part(bytes => Set(bytes, 1)) },
        { "a set without end", ImageStage.Sets, Part(bytes => { bytes.Number(1); bytes.Number(int.MaxValue); bytes.Number(0); }) },
        { "a number in a longer form", ImageStage.Sets, [1, 3, 0x80, 0, 0] },
        { "no users", ImageStage.Users, Part(bytes => bytes.Number(0)) },
        { "users without end", ImageStage.Users, Part(bytes => bytes.Number(int.MaxValue)) },
        { "a user without an id", ImageStage.Users, Part(bytes => User(bytes, default, 0, 1)) },
        { "a user with an unknown set", ImageStage.Users, Part(bytes => User(bytes, Ann, 1, 1)) },
        { "a user with a set below 0", ImageStage.Users, Part(bytes => User(bytes, Ann, -1, 1)) },
        { "the status of a user that there is not", ImageStage.Users, Part(bytes => User(bytes, Ann, 0, 3)) },
        { "a mark of a user that there is not", ImageStage.Users, Part(bytes => { User(bytes, Ann, 0, 1); Mark(bytes, 1, 5); }) },
        { "a mark that is 0", ImageStage.Users, Part(bytes => { User(bytes, Ann, 0, 1); Mark(bytes, 0, 0); }) },
        { "a mark that is no instant", ImageStage.Users, Part(bytes => { User(bytes, Ann, 0, 1); Mark(bytes, 0, ActivePeriod.LastInstant + 1); }) },
        { "two marks of a user", ImageStage.Users, Part(bytes => { User(bytes, Ann, 0, 1); Mark(bytes, 0, 5); Mark(bytes, 0, 6); }) },
        { "keys of too few places", ImageStage.Keys, Part(bytes => Keys(bytes, 3, 0)) },
        { "keys of too many places", ImageStage.Keys, Part(bytes => Keys(bytes, 21, 0)) },
        { "a place that there is not", ImageStage.Keys, Part(bytes => Keys(bytes, 4, 16)) },
        { "keys of a later place", ImageStage.Keys, Part(bytes => Keys(bytes, 4, 15)) },
        { "a key in a wrong place", ImageStage.Keys, Part(bytes => Keys(bytes, 4, PlaceOf(Ann) ^ 1, 0)) },
        { "a key of an unknown user", ImageStage.Keys, Part(bytes => Keys(bytes, 4, PlaceOf(Ann), 2)) },
        { "a key of a user below 0", ImageStage.Keys, Part(bytes => Keys(bytes, 4, PlaceOf(Ann), -2)) },
        { "a key twice", ImageStage.Keys, Part(bytes => Keys(bytes, 4, PlaceOf(Ann), 0, 0)) },
        { "an alias that is cut off", ImageStage.Keys, Part(bytes => Keys(bytes, 4, PlaceOf(Ann), 1)) },
        { "an alias that is a user's id", ImageStage.Keys, Part(bytes => { Keys(bytes, 4, PlaceOf(Ann), 0, 1); bytes.Hash(Ann); }) },
        { "an alias without a hash", ImageStage.Keys, Part(bytes => { Keys(bytes, 4, 0, 1); bytes.Hash(default); }) },
        { "an alias too many", ImageStage.Keys, Part(bytes => { Keys(bytes, 4, PlaceOf(Ann), 0); bytes.Hash(Group); }) },
        { "keys without end", ImageStage.Keys, Part(bytes => { bytes.Number(4); bytes.Number(0); bytes.Number(int.MaxValue); }) },
        { "an unknown stage", (ImageStage)4, [] },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Read_WrongPart_IsRefusedAndTakesLittle(string what, ImageStage stage, byte[] bytes)
    {
        var right = ImageCopy.Of(_state);
        // In place of the part that is right, or of the first one of keys.
        var at = right.Parts.FindIndex(part => part.Stage == stage);
        var wrong = right with { Parts = [.. right.Parts] };
        wrong.Parts[at < 0 ? ^1 : at] = (stage, bytes);
        right.Fault(_state).ShouldBeNull();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fault = wrong.Fault(_state);

        fault.ShouldNotBeNull(what);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(Little);
    }

    [Fact]
    public void Read_ManyKeysOfNearlyOnePlace_IsRefused()
    {
        // No hasher makes them: in one page there would be no end of them.
        var ids = Enumerable.Range(1, 2000).Select(i => KeyParts.Join(0x12345678, (ulong)i << 40, (uint)i)).ToArray();
        var state = World.Build([new Change.TenantPut("acme", Suspended: false), .. ids.Select(id => new Change.UserPut(id, World.Tenant("acme"), Active: true, 0))]);

        ImageCopy.Of(state).Fault(state).ShouldNotBeNull();
    }

    private static byte[] Part(Action<ImageBytes> write)
    {
        var bytes = new ImageBytes();
        write(bytes);
        return bytes.Take().ToArray();
    }

    private static int PlaceOf(Hash128 key) => (int)(new KeyParts(key).Place >> 28);

    private static void Groups(ImageBytes bytes, int lists, Hash128 id, int tenant, int list)
    {
        bytes.Number(lists);
        for (var i = 0; i < lists; i++)
        {
            bytes.Number(1);
            bytes.Text("r");
        }

        bytes.Hash(id);
        bytes.Fixed(tenant);
        bytes.Fixed(list);
    }

    private static void Set(ImageBytes bytes, int users, params int[] content)
    {
        bytes.Number(users);
        bytes.Number(content.Length);
        foreach (var number in content)
            bytes.Number(number);
    }

    private static void User(ImageBytes bytes, Hash128 id, int set, byte active)
    {
        bytes.Number(1);
        bytes.Hash(id);
        bytes.Fixed(set);
        bytes.Bytes([active]);
    }

    private static void Mark(ImageBytes bytes, ushort user, long instant)
    {
        bytes.Fixed(user);
        bytes.Fixed(instant);
    }

    private static void Keys(ImageBytes bytes, int bits, int number, params int[] values)
    {
        bytes.Number(bits);
        bytes.Number(number);
        bytes.Number(values.Length);
        foreach (var value in values)
            bytes.Fixed(value);
    }
}
