using System.Text;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Hashing;

/// <summary>The golden values were computed by a second implementation from the documented encoding; they are part of the wire format.</summary>
public sealed class DirectoryHasherTests
{
    private static readonly Hash128 Acme = World.Tenant("acme");

    [Theory]
    [InlineData("acme", "04b591a1f1e1e15dbcc7b0805f80422b")]
    [InlineData("ümlaut", "6a9861b2306d6ab6f5e30997f29c5145")]
    public void Tenant_KnownKey_GivesTheGoldenHash(string key, string golden) => World.Hasher.Tenant(key).ToString().ShouldBe(golden);

    [Fact]
    public void KeyFor_EachUse_IsAKeyOfItsOwn()
    {
        var other = new DirectoryHasher(default, new Hash128(1, 2));
        Hash128[] keys = [World.Hasher.DigestKey, .. Enum.GetValues<HashUse>().Select(World.Hasher.KeyFor), .. Enum.GetValues<HashUse>().Select(other.KeyFor)];

        keys.ShouldBeUnique();
        World.Hasher.KeyFor(HashUse.Cursors).ShouldBe(SipHash128.Compute(World.Hasher.DigestKey, [0xFF, 5]));
    }

    [Fact]
    public void Group_KnownId_GivesTheGoldenHash() => World.Group("acme", "g-1").ToString().ShouldBe("d7273f22c4f874ae8a37a6dde96dfaa1");

    [Theory]
    [InlineData(SubjectKeyKind.Id, "u-1", "2a8d03cf5143cf82cc655fbfb2ed35f5")]
    [InlineData(SubjectKeyKind.ExternalId, "00u1", "5a9c502ca34dc983ece00f105548d6a4")]
    [InlineData(SubjectKeyKind.UserName, "ada@acme.example", "17f940e9539e19e48817e1ea61281591")]
    [InlineData(SubjectKeyKind.UserName, "Ada@ACME.example", "17f940e9539e19e48817e1ea61281591")]
    [InlineData(SubjectKeyKind.Email, "ada@acme.example", "63f0288f69874aa07de6686c05299e2a")]
    [InlineData(SubjectKeyKind.UserName, "Straße", "db4790cd8bbd183634f512645379a7cf")]
    [InlineData(SubjectKeyKind.UserName, "\u00c9", "b553884b9894a71059e422ff83a36886")]
    [InlineData(SubjectKeyKind.UserName, "E\u0301", "b2086dc1a0373154e46c0b2ce6bfd4f6")] // Not composed.
    public void Subject_KnownValue_GivesTheGoldenHash(SubjectKeyKind kind, string value, string golden) =>
        World.Hasher.Subject(Acme, kind, value).ToString().ShouldBe(golden);

    [Fact]
    public void Subject_LongerThanTheStackBuffer_GivesTheGoldenHash() =>
        World.ExternalId("acme", new string('x', 300)).ToString().ShouldBe("4ee86431a8d15894ab5c66ac1b4e8752");

    [Fact]
    public void Subject_LongUserName_IsFoldedToo() =>
        World.Hasher.Subject(Acme, SubjectKeyKind.UserName, new string('X', 300)).ShouldBe(World.Hasher.Subject(Acme, SubjectKeyKind.UserName, new string('x', 300)));

    [Fact]
    public void Subject_HalfASurrogatePair_IsHashedLikeTheReplacementCharacter() =>
        World.Hasher.Subject(Acme, SubjectKeyKind.UserName, "a\ud800B").ShouldBe(World.Hasher.Subject(Acme, SubjectKeyKind.UserName, "a\ufffdb"));

    /// <summary>A text without and with a last character that is not ASCII take two ways to the same encoding.</summary>
    [Fact]
    public void Subject_TextOfAnyLength_IsTheHashOfItsBytes()
    {
        var key = new Hash128(11, 12);
        var hasher = new DirectoryHasher(key, default);
        for (var length = 0; length <= 300; length++)
        {
            var ascii = string.Create(length, length, static (text, seed) => new Random(seed).GetItems("AZaz@[`{09\0\u007f", text));
            foreach (var text in (string[])[ascii, ascii + "ü", "ü" + ascii])
            {
                hasher.Subject(Acme, SubjectKeyKind.Id, text).ShouldBe(HashOfBytes(key, SubjectKeyKind.Id, text));
                hasher.Subject(Acme, SubjectKeyKind.Email, text).ShouldBe(HashOfBytes(key, SubjectKeyKind.Email, text.ToLowerInvariant()));
            }
        }
    }

    [Fact]
    public void Subject_SameTextOfAnotherKindOrTenant_IsAnotherSubject()
    {
        var kinds = Enum.GetValues<SubjectKeyKind>();

        var hashes = kinds.SelectMany(kind => (Hash128[])[World.Hasher.Subject(Acme, kind, "x"), World.Hasher.Subject(World.Tenant("hooli"), kind, "x")]);

        hashes.Append(World.Group("acme", "x")).Append(World.Tenant("x")).ToHashSet().Count.ShouldBe((2 * kinds.Length) + 2);
    }

    [Fact]
    public void Subject_AsciiValue_AllocatesNothing()
    {
        World.Hasher.Subject(Acme, SubjectKeyKind.UserName, "Ada@acme.example");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            World.Hasher.Subject(Acme, SubjectKeyKind.UserName, "Ada@acme.example");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static Hash128 HashOfBytes(Hash128 key, SubjectKeyKind kind, string text) =>
        SipHash128.Compute(key, [(byte)(0x30 | (byte)kind), .. Acme.ToByteArray(), .. Encoding.UTF8.GetBytes(text)]);
}
