using System.Buffers.Text;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Listing;

public sealed class CursorTests
{
    private const long Now = 1000;
    private static readonly Hash128 Acme = World.Tenant("acme");

    private static readonly Change[] Rows =
    [
        new Change.TenantPut("acme", Suspended: false),
        new Change.RolePut("", "all", ["*", "a", "b", "c"]),
        new Change.GroupPut(World.Group("acme", "g"), Acme, ["all"]),
        .. Enumerable.Range(0, 9).SelectMany(i => new Change[]
        {
            new Change.UserPut(World.User("acme", $"u{i}"), Acme, Active: true, NotBefore: 0),
            new Change.MemberAdded(World.Group("acme", "g"), World.User("acme", $"u{i}")),
            new Change.GrantPut(Acme, new("document", $"{i}"), Grantee.RoleOf("all"), "x", ActivePeriod.Always),
            new Change.TenantFeaturePut(Acme, $"f{i}", -1),
        }),
    ];

    private static readonly Snapshot State = World.Build(Rows);
    private static readonly SubjectClaim Claim = new(Acme, World.User("acme", "u1"), SubjectClaim.NoToken);
    private static readonly string Next = Subjects(State, new PageRequest { MaxItems = 2 }).Page!.Next!;

    [Fact]
    public void List_ItsOwnCursor_GivesTheRestAsOfTheFirstInstant()
    {
        var all = Subjects(State, new PageRequest()).Page!.Items;

        var rest = State.ListSubjects(Acme, "x", default, null, Now + 5, new PageRequest { Cursor = Next }).Page!;

        rest.Items.ShouldBe(all[2..]);
        rest.Now.ShouldBe(Now);
        rest.Next.ShouldBeNull();
    }

    [Fact]
    public void List_ChangedCursor_IsUnreadable()
    {
        for (var at = 0; at < Next.Length; at++)
        {
            var other = Next[at] == 'A' ? 'B' : 'A';
            Refusal(Next[..at] + other + Next[(at + 1)..]).ShouldBe(CursorRefusal.Unreadable, $"{at}");
        }

        string[] others = ["", "A", Next[1..], Next + "A", Next + "=", " " + Next, Next.ToUpperInvariant(), new string('A', Next.Length), new string('\uFFFF', Next.Length), new string('x', 1 << 20)];
        foreach (var text in others)
            Refusal(text).ShouldBe(CursorRefusal.Unreadable);
    }

    // Another order in either asks for another form of cursors: an older process would go on elsewhere, and skip some without a word.
    [Fact]
    public void List_OfForm3_IsInTheOrderOfForm3()
    {
        var users = Subjects(State, new PageRequest()).Page!.Items.Select(user => Enumerable.Range(0, 9).Single(i => World.User("acme", $"u{i}") == user));
        var resources = Resources("x", "document", new PageRequest()).Page!.Items.Select(resource => resource.Id);

        Base64Url.DecodeFromChars(Next)[0].ShouldBe((byte)3);
        string.Concat(users).ShouldBe("247831605");
        string.Concat(resources).ShouldBe("861307425");
    }

    [Fact]
    public void List_CursorOfAnotherEnvironment_IsUnreadable()
    {
        var hasher = new DirectoryHasher(new Hash128(1, 2), new Hash128(3, 4));
        var tenant = hasher.Tenant("acme");
        var builder = Snapshot.Empty(hasher, World.Epoch).ToBuilder();
        builder.TryApply(new Change.TenantPut("acme", Suspended: false), out _).ShouldBeTrue();

        builder.Build(World.Epoch, 1).ListSubjects(tenant, "x", default, null, Now, new PageRequest { Cursor = Next }).Refusal.ShouldBe(CursorRefusal.Unreadable);
    }

    [Fact]
    public void List_CursorOfAnotherState_IsRefused()
    {
        Subjects(World.Apply(State), new PageRequest { Cursor = Next }).ShouldBe(new(null, CursorRefusal.OtherVersion));

        var builder = State.ToBuilder();
        Subjects(builder.Build(new Epoch(new Hash128(9, 9)), State.Version), new PageRequest { Cursor = Next }).ShouldBe(new(null, CursorRefusal.OtherEpoch));
    }

    [Fact]
    public void List_CursorOfAnotherQuestion_IsRefused()
    {
        var request = new PageRequest { Cursor = Next };
        var attributes = AttributeSet.Empty.WithCustom([new("a", AttributeValue.Of("b"))]);
        var bob = Claim with { Subject = World.User("acme", "u2") };
        CursorRefusal[] refusals =
        [
            State.ListSubjects(Acme, "y", default, null, Now, request).Refusal,
            State.ListSubjects(World.Tenant("hooli"), "x", default, null, Now, request).Refusal,
            State.ListSubjects(Acme, "x", new("document", "1"), null, Now, request).Refusal,
            State.ListSubjects(Acme, "x", default, attributes, Now, request).Refusal,
            State.ListPermissions(Claim, null, Now, request).Refusal,
            State.ListFeatures(Claim, null, Now, request).Refusal,
            State.ListResources(Claim, "x", "document", null, Now, request).Refusal,
            State.ListPermissions(bob, null, Now, Following(State.ListPermissions(Claim, null, Now, new PageRequest { MaxItems = 1 }))).Refusal,
            State.ListFeatures(bob, null, Now, Following(State.ListFeatures(Claim, null, Now, new PageRequest { MaxItems = 1 }))).Refusal,
            State.ListResources(bob, "x", "document", null, Now, Following(Resources("x", "document"))).Refusal,
            State.ListResources(Claim, "x", "folder", null, Now, Following(Resources("x", "document"))).Refusal,
            State.ListResources(Claim, "xd", "ocument", null, Now, Following(Resources("x", "document"))).Refusal,
        ];

        refusals.ShouldAllBe(refusal => refusal == CursorRefusal.OtherQuestion);
    }

    [Fact]
    public void List_SameQuestionWithOtherAttributes_IsAnotherQuestion()
    {
        AttributeSet[] sets =
        [
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.Of("b"))]),
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.Of("c"))]),
            AttributeSet.Empty.WithCustom([new("b", AttributeValue.Of("b"))]),
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.Of(true))]),
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.Of("true"))]),
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.OfTexts("b"))]),
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.OfTexts("b", "c"))]),
            AttributeSet.Empty.WithCustom([new("a", AttributeValue.OfTexts("b,c"))]),
        ];
        foreach (var first in sets)
        {
            var next = Following(State.ListFeatures(Claim, first, Now, new PageRequest { MaxItems = 1 }));
            foreach (var second in sets)
                State.ListFeatures(Claim, second, Now, next).Refusal.ShouldBe(ReferenceEquals(first, second) ? CursorRefusal.None : CursorRefusal.OtherQuestion);
        }
    }

    [Fact]
    public void List_NewTokenOfTheSameUser_GoesOn()
    {
        var next = Following(State.ListFeatures(Claim, null, Now, new PageRequest { MaxItems = 1 }));

        State.ListFeatures(Claim with { IssuedAt = 7 }, AttributeSet.Empty, Now, next).Page!.Items.ShouldBe(Enumerable.Range(1, 8).Select(i => $"f{i}"));
    }

    private static PageResult<Hash128> Subjects(Snapshot snapshot, PageRequest request) => snapshot.ListSubjects(Acme, "x", default, null, Now, request);

    private static PageResult<ResourceName> Resources(string permission, string type, PageRequest? request = null) =>
        State.ListResources(Claim, permission, type, null, Now, request ?? new PageRequest { MaxItems = 1 });

    private static CursorRefusal Refusal(string cursor) => Subjects(State, new PageRequest { Cursor = cursor }).Refusal;

    private static PageRequest Following<T>(PageResult<T> result) => new() { Cursor = result.Page!.Next.ShouldNotBeNull() };
}
