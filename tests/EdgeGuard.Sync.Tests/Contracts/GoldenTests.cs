using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Contracts;
using EdgeGuard.Testing;

namespace EdgeGuard.Sync.Tests.Contracts;

/// <summary>
/// The bytes in Golden/ are the wire format. A test that fails here says that running environments could not read each other: a
/// format change needs a new format number, never a new golden file for the old one.
/// </summary>
public sealed class GoldenTests
{
    private readonly EntryCodec _codec = new(TestEnvironment.Keys);

    [Fact]
    public void Encode_KindsOfTheFirstRelease_IsTheGoldenEntry() =>
        Convert.ToHexStringLower(_codec.Encode(Samples.Entry(42, Samples.OneOfEach))).ShouldBe(Golden("entry-v1.hex"));

    [Fact]
    public void Decode_GoldenEntry_GivesThem()
    {
        _codec.Decode(Convert.FromHexString(Golden("entry-v1.hex")), out var entry).ShouldBe(MessageFault.None);

        entry!.Changes.ShouldBe(Samples.OneOfEach);
        entry.Version.ShouldBe(42);
    }

    [Fact]
    public void Encode_LaterKindsOfChange_IsTheGoldenEntry() =>
        Convert.ToHexStringLower(_codec.Encode(Samples.Entry(43, Samples.OneOfEachLater))).ShouldBe(Golden("entry-v1-later.hex"));

    [Fact]
    public void Decode_LaterGoldenEntry_GivesThem()
    {
        _codec.Decode(Convert.FromHexString(Golden("entry-v1-later.hex")), out var entry).ShouldBe(MessageFault.None);

        entry!.Changes.ShouldBe(Samples.OneOfEachLater);
    }

    [Fact]
    public void Samples_EveryKindOfChangeThatThereIs_AreInAGoldenEntry() =>
        typeof(Change).GetNestedTypes().Except(Samples.OneOfEach.Concat(Samples.OneOfEachLater).Select(change => change.GetType())).ShouldBeEmpty();

    internal static string Golden(string name) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name)).ReplaceLineEndings(string.Empty);
}
