using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

public sealed class StateTextTests
{
    // Not as attributes, which are kept as UTF-8 and would lose what is tested.
    public static TheoryData<string?, string?> Texts => new()
    {
        { null, "it is missing" },
        { "", "it is empty" },
        { "12345", "it has more than 4 characters" },
        { "\uD83D", "it has half a surrogate pair at 0" },
        { "a\uDE00", "it has half a surrogate pair at 1" },
        { "\uDE00\uD83D", "it has half a surrogate pair at 0" },
        { "\uD83D\uDE00\uD83D", "it has half a surrogate pair at 2" },
        { "\uD83D\uD83D\uDE00", "it has half a surrogate pair at 0" },
        { "\uD83D\uDE00", null },
        { "\uD83D\uDE00\uD83D\uDE00", null },
        { "a\0é\uFFFF", null },
    };

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Fault_Text_NamesTheBrokenRule(string? text, string? fault) => StateText.Fault(text, "it", 4).ShouldBe(fault);
}
