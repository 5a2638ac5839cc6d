using CsCheck;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Matching;

/// <summary>SEMANTICS sections 7.2 and 9.</summary>
public sealed class PermissionIndexTests
{
    [Theory]
    [InlineData("documents.read", "documents.read", true)]
    [InlineData("documents.read", "documents.readx", false)]
    [InlineData("documents.read", "documentsxread", false)] // The dot is a dot.
    [InlineData("documents.read", "Documents.read", false)] // By code unit, so case counts.
    [InlineData("*", "", true)]
    [InlineData("*", "anything at all", true)]
    [InlineData("a.*", "a.b", true)]
    [InlineData("a.*", "a.b.c", true)]
    [InlineData("a.*", "a.", true)]
    [InlineData("a.*", "a", false)]
    [InlineData("a.*", "b.a.", false)]
    [InlineData("a.**", "a.b", true)]
    [InlineData("a.*", "a.b\nc", true)] // Newlines too.
    [InlineData("a*c", "ac", true)]
    [InlineData("a*c", "a.b\r\n.c", true)]
    [InlineData("a*c", "a", false)]
    [InlineData("a*a", "a", false)] // Head and tail may not share a character.
    [InlineData("a*a", "aa", true)]
    [InlineData("*.read", "documents.read", true)]
    [InlineData("*.read", "read", false)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("*ab*ab*", "ab", false)]
    [InlineData("*ab*ab*", "abab", true)]
    [InlineData("a*b*b", "ab", false)]
    [InlineData("documents.read", "documents.*", false)] // A star in the request is a star.
    [InlineData("documents.*", "documents.*", true)]
    [InlineData("a+b", "aab", false)] // Nothing else is special.
    [InlineData("a+b", "a+b", true)]
    [InlineData("x|y", "x", false)]
    [InlineData("x|y", "x|y", true)]
    [InlineData("a(b", "a(b", true)]
    [InlineData("a?c", "abc", false)]
    [InlineData("[a]*", "a", false)]
    [InlineData("[a]*", "[a]", true)]
    [InlineData("^a$", "a", false)]
    [InlineData("\\*", "\\x", true)]
    [InlineData("stra\u00dfe", "strasse", false)] // No culture,
    [InlineData("\u00e9*", "e\u0301x", false)] // no normalisation.
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void Covers_OnePattern_FollowsTheRules(string pattern, string name, bool covered)
    {
        NaiveGlob.IsMatch(pattern, name).ShouldBe(covered);
        IndexOf([pattern]).Covers(name, [1]).ShouldBe(covered);
    }

    [Fact]
    public void Covers_ManyStarsAndALongName_IsFast()
    {
        var pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "*b";
        var name = new string('a', 20_000);

        IndexOf([pattern]).Covers(name, [1]).ShouldBeFalse(); // Backtracking would take longer than the age of the universe.
    }

    [Fact]
    public void Covers_AnyPatternsOfAnyRoles_LikeTheNaiveDefinition() =>
        Gen.Select(Gen.String[Gen.Char["ab.*"], 0, 6].Array[0, 6].Array[1, 5], Gen.String[Gen.Char["ab.*"], 0, 8].Array[1, 10], Gen.ULong)
            .Sample(
                (roles, names, bits) =>
                {
                    var index = IndexOf(roles);
                    foreach (var name in names)
                    {
                        var granted = roles.Where((_, role) => (bits >> role & 1) != 0).SelectMany(patterns => patterns);
                        index.Covers(name, [bits]).ShouldBe(granted.Any(pattern => NaiveGlob.IsMatch(pattern, name)), name);
                    }
                },
                iter: 20_000);

    [Fact]
    public void Covers_HundredsOfRoles_KeepsThemApart()
    {
        var index = IndexOf([.. Enumerable.Range(0, 200).Select(role => (string[])[$"only.{role}", $"area{role}.*", $"*.x{role}.*"])]);
        for (var role = 0; role < 200; role++)
        {
            var set = new ulong[RoleBits.WordsFor(200)];
            RoleBits.Add(set, role);
            foreach (var name in (string[])[$"only.{role}", $"area{role}.read", $"a.x{role}.b"])
            {
                index.Covers(name, set).ShouldBeTrue(name);
                RoleBits.Add(set, (role + 64) % 200);
                set[role >> 6] &= ~(1UL << role);
                index.Covers(name, set).ShouldBeFalse(name);
                set.AsSpan().Clear();
                RoleBits.Add(set, role);
            }
        }
    }

    private static PermissionIndex IndexOf(params string[][] roles) =>
        new([.. roles.Select((patterns, role) => new RoleModel("", $"role-{role}", [.. patterns], []))]);
}
