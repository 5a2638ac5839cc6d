using System.Buffers;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Sync.Contracts.Mapping;
using EdgeGuard.Testing;
using MessagePack;

namespace EdgeGuard.Sync.Tests.Contracts;

public sealed class EntryCodecTests
{
    private readonly EntryCodec _codec = new(TestEnvironment.Keys);

    [Fact]
    public void Decode_WhatWasEncoded_GivesTheSameEntry() =>
        Samples.AnyEntry.Sample(entry =>
        {
            var fault = _codec.Decode(_codec.Encode(entry), out var decoded);

            return fault == MessageFault.None
                && decoded! with { Changes = entry.Changes } == entry
                && decoded.Changes.SequenceEqual(entry.Changes);
        });

    [Fact]
    public void Decode_RunsOfMemberships_KeepTheirOrder() =>
        Samples.AnyMembership.Array[0, 60].Sample(changes =>
        {
            _codec.Decode(_codec.Encode(Samples.Entry(1, changes)), out var decoded);

            return decoded!.Changes.SequenceEqual(changes);
        });

    [Theory]
    [InlineData(1)]
    [InlineData(MessageLimits.MaxVersion)]
    public void Encode_StatusOrMembershipChange_TakesAtMost120Bytes(long version)
    {
        Change[] changes =
        [
            new Change.UserPut(Samples.Hash(1), Samples.Hash(2), Active: false, NotBefore: 1_750_000_000_000),
            new Change.MemberAdded(Samples.Hash(1), Samples.Hash(2)),
            new Change.MemberRemoved(Samples.Hash(1), Samples.Hash(2)),
        ];

        foreach (var change in changes)
            _codec.Encode(Samples.Entry(version, change)).Length.ShouldBeLessThanOrEqualTo(120, change.ToString());
    }

    [Fact]
    public void Encode_ManyMembersOfOneGroup_TakesSixteenBytesForEach()
    {
        var members = Enumerable.Range(0, 10_000).Select(i => new Change.MemberAdded(Samples.Hash(1), new((ulong)i, 1)));

        var bytes = _codec.Encode(Samples.Entry(1, members));

        bytes.Length.ShouldBeLessThan(10_000 * 16 + 150);
    }

    [Fact]
    public void Decode_AnyByteChanged_IsForged()
    {
        var bytes = _codec.Encode(Samples.Entry(1, Samples.OneOfEach));

        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x40;
            _codec.Decode(changed, out var entry).ShouldBe(MessageFault.Forged, $"byte {i}");
            entry.ShouldBeNull();
        }
    }

    [Fact]
    public void Decode_CutOrLengthened_IsForged()
    {
        var bytes = _codec.Encode(Samples.Entry(1, Samples.OneOfEach));

        for (var length = 0; length < bytes.Length; length++)
            _codec.Decode(bytes.AsMemory(0, length), out _).ShouldBe(MessageFault.Forged, $"length {length}");
        _codec.Decode((byte[])[.. bytes, 0], out _).ShouldBe(MessageFault.Forged);
    }

    [Fact]
    public void Decode_FromAnotherEnvironment_IsForged()
    {
        var bytes = new EntryCodec(TestEnvironment.ForeignKeys).Encode(Samples.Entry(1, Samples.OneOfEach));

        _codec.Decode(bytes, out _).ShouldBe(MessageFault.Forged);
    }

    [Fact]
    public void Decode_TooManyBytes_IsOversized() =>
        _codec.Decode(new byte[MessageLimits.MaxMessageBytes + 1], out _).ShouldBe(MessageFault.Oversized);

    [Fact]
    public void Decode_GarbageOfAKeyHolder_NeverThrows()
    {
        var seal = new MessageSeal(TestEnvironment.Keys);
        var bodies = Gen.OneOf(
            Gen.Byte.Array[1, 200],
            Gen.Select(Samples.AnyEntry, Gen.Int[0, 10_000], Gen.Byte, (entry, at, value) =>
            {
                var body = _codec.Encode(entry)[..^MessageSeal.Size];
                body[at % body.Length] = value;
                return body;
            }));

        bodies.Sample(
            body => _codec.Decode(seal.Seal(body), out var entry) == MessageFault.None == (entry is not null),
            iter: 20_000);
    }

    [Fact]
    public void Decode_DeeplyNestedUnknownField_IsSkippedWithoutRecursion()
    {
        var nested = Enumerable.Repeat((byte)0x91, 1_000_000).Append((byte)0xc0).ToArray();

        var fault = Decode(body => [(byte)(body[0] + 1), .. body[1..], .. nested]);

        fault.ShouldBe(MessageFault.None);
    }

    [Fact]
    public void Decode_UnknownTrailingFields_AreSkipped() =>
        Decode(body => [(byte)(body[0] + 2), .. body[1..], 0x2a, 0x92, 0x01, 0xa1, 0x78]).ShouldBe(MessageFault.None);

    [Theory]
    [InlineData("c6ffffffff")]
    [InlineData("c680000000")]
    [InlineData("dbffffffff")]
    [InlineData("ddffffffff")]
    [InlineData("dfffffffff")]
    [InlineData("df80000000")]
    [InlineData("c9ffffffff01")]
    [InlineData("c980000000ff")]
    public void Decode_LengthBeyondTheMessage_IsMalformed(string value)
    {
        var bytes = Convert.FromHexString(value);

        // In the place of a field that is not known, of the hashes, and of the list of changes.
        Decode(body => [(byte)(body[0] + 1), .. body[1..], .. bytes]).ShouldBe(MessageFault.Malformed);
        Decode(body => [.. body[..4], .. bytes, .. body[4..]]).ShouldBe(MessageFault.Malformed);
        Decode(body => [.. body[..^1], .. bytes]).ShouldBe(MessageFault.Malformed);
    }

    [Fact]
    public void Decode_BytesAfterTheMessage_IsMalformed() =>
        Decode(body => [.. body, 0x00]).ShouldBe(MessageFault.Malformed);

    [Fact]
    public void Decode_LaterFormat_IsUnknownFormat() =>
        Decode(body => [body[0], 2, .. body[2..]]).ShouldBe(MessageFault.UnknownFormat);

    [Fact]
    public void Decode_OtherKindOfMessage_IsMalformed() =>
        Decode(body => [body[0], body[1], (byte)MessageKind.Beat, .. body[3..]]).ShouldBe(MessageFault.Malformed);

    [Theory]
    [InlineData(37)]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(256 + 1)]
    [InlineData((1L << 32) + 1)]
    public void Decode_UnknownKindOfChange_IsUnknownChange(long kind) =>
        DecodeChange(kind, (ref writer) => writer.Write("acme"), fields: 1, out _).ShouldBe(MessageFault.UnknownChange);

    [Fact]
    public void Decode_FieldsOfALaterRelease_AreSkippedAndOlderOnesDoWithout()
    {
        Tenant(fields: 2).ShouldBe(new Change.TenantPut("acme", Suspended: false));
        Tenant(fields: 3).ShouldBe(new Change.TenantPut("acme", Suspended: false, Parent: "root"));
        Tenant(fields: 4).ShouldBe(new Change.TenantPut("acme", Suspended: false, Parent: "root"));

        Change Tenant(int fields)
        {
            DecodeChange((int)ChangeKind.TenantPut, Write, fields, out var change).ShouldBe(MessageFault.None);
            return change!;

            void Write(ref MessagePackWriter writer)
            {
                writer.Write("acme");
                writer.Write(value: false);
                if (fields > 2)
                    writer.Write("root");
                if (fields > 3)
                    writer.Write(42);
            }
        }
    }

    [Fact]
    public void Decode_TooFewFields_IsMalformed() =>
        DecodeChange((int)ChangeKind.TenantPut, (ref writer) => writer.Write("acme"), fields: 1, out _).ShouldBe(MessageFault.Malformed);

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(300)]
    public void Decode_UnknownKindOfHolder_IsMalformed(int holder)
    {
        DecodeChange((int)ChangeKind.PlanUnassigned, Write, fields: 3, out _).ShouldBe(MessageFault.Malformed);

        void Write(ref MessagePackWriter writer)
        {
            writer.Write(holder);
            writer.Write(new byte[16]);
            writer.Write("pro");
        }
    }

    [Fact]
    public void Decode_RulesAndAttributes_MayBeLongAndOthersNot()
    {
        var rules = new string('x', StateLimits.MaxRules);
        Change plan = new Change.PlanPut("pro", [], "false", rules);

        _codec.Decode(_codec.Encode(Samples.Entry(1, plan)), out var entry).ShouldBe(MessageFault.None);

        entry!.Changes.ShouldBe([plan]);
        DecodeChange((int)ChangeKind.PlanRemoved, (ref writer) => writer.Write(rules), fields: 1, out _).ShouldBe(MessageFault.Malformed);
    }

    [Fact]
    public void Encode_OutsideALimit_IsRefused()
    {
        var many = Enumerable.Range(0, MessageLimits.MaxChanges + 1).Select(i => new Change.UserRemoved(new((ulong)i, 1)));

        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(0)));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(MessageLimits.MaxVersion + 1)));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, many)));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, new Change.TenantRemoved(new string('x', MessageLimits.MaxTextBytes + 1)))));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, new Change.TenantRemoved("\ud800"))));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, new Change.PlanUnassigned(default, "pro"))));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, new Change.GrantRemoved(default, default, Grantee.RoleOf("a"), "b"))));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(
            1, new Change.GrantRemoved(default, new("a", "b"), new(HolderKind.User, Samples.Hash(1), "both"), "b"))));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, new Change.UserAttributesPut(default, new string('x', MessageLimits.MaxJsonBytes + 1)))));
        Should.Throw<ArgumentException>(() => _codec.Encode(Samples.Entry(1, many.Take(MessageLimits.MaxChanges))), "16 MiB are passed first");
    }

    [Fact]
    public void TryDecode_Fault_NamesIt()
    {
        _codec.TryDecode(new byte[40], out var entry, out var fault).ShouldBeFalse();

        entry.ShouldBeNull();
        fault.ShouldBe(nameof(MessageFault.Forged));
    }

    private delegate void WriteFields(ref MessagePackWriter writer);

    private MessageFault DecodeChange(long kind, WriteFields write, int fields, out Change? change)
    {
        var bytes = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(bytes);
        writer.WriteArrayHeader(1);
        writer.WriteArrayHeader(1 + fields);
        writer.Write(kind);
        write(ref writer);
        writer.Flush();

        // The sample entry ends with an empty list of changes, one byte.
        var body = _codec.Encode(Samples.Entry(1))[..^MessageSeal.Size];
        var fault = _codec.Decode(new MessageSeal(TestEnvironment.Keys).Seal([.. body[..^1], .. bytes.WrittenSpan]), out var entry);
        change = entry?.Changes.Single();
        return fault;
    }

    private MessageFault Decode(Func<byte[], byte[]> alter)
    {
        var body = _codec.Encode(Samples.Entry(1))[..^MessageSeal.Size];
        var fault = _codec.Decode(new MessageSeal(TestEnvironment.Keys).Seal(alter(body)), out var entry);
        (entry is not null).ShouldBe(fault == MessageFault.None);
        return fault;
    }
}
