using CsCheck;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Matching;

public sealed class PatternTests
{
    private static readonly Gen<string> Text = Gen.Char["ab.*"].Array[0, 9].Select(characters => new string(characters));

    [Fact]
    public void Covers_AnyPatternAndName_IsWhatTheSlowOneSays() =>
        Gen.Select(Text, Text).Sample((pattern, name) => Pattern.Covers(pattern, name).ShouldBe(NaiveGlob.IsMatch(pattern, name)), iter: 20_000);

    [Theory]
    [InlineData("a.*", "a.", true)]
    [InlineData("a.*", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("", "", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("a*b*c", "abXbc\nc", true)]
    [InlineData("a|b", "a", false)]
    [InlineData("A", "a", false)]
    public void Covers_Boundaries(string pattern, string name, bool covered) => Pattern.Covers(pattern, name).ShouldBe(covered);

    [Fact]
    public void Covers_VeryLongName_IsAnswered()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 500)) + "*b";

        Pattern.Covers(pattern, new string('a', 1 << 20)).ShouldBeFalse();
        Pattern.Covers(pattern, new string('a', 1 << 20) + "b").ShouldBeTrue();
    }
}
