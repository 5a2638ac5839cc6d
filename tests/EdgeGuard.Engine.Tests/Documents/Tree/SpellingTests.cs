using EdgeGuard.Engine.Documents.Tree;

namespace EdgeGuard.Engine.Tests.Documents.Tree;

public sealed class SpellingTests
{
    private static readonly string[] Words = ["permission", "permissions", "role", "roles", "expect"];

    [Theory]
    [InlineData("permision", ", did you mean \"permission\"?")]
    [InlineData("Permission", ", did you mean \"permission\"?")]
    [InlineData("roels", ", did you mean \"roles\"?")]
    [InlineData("rol", ", did you mean \"role\"?")]
    [InlineData("expects", ", did you mean \"expect\"?")]
    [InlineData("banana", ".")]
    [InlineData("x", ".")]
    public void Hint_AWord_NamesTheNearest(string word, string expected) => Spelling.Hint(word, Words).ShouldBe(expected);

    [Fact]
    public void Hint_AVeryLongWord_IsNotLookedAt() => Spelling.Hint(new string('a', 100_000), Words).ShouldBe(".");
}
