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

    [Fact]
    public void Covers_NestedPrefixesOfManyRoles_LikeTheNaiveDefinition() =>
        Gen.Select(Gen.Int[0, 599], Gen.Int[0, 12], Gen.Bool).Array[1, 60].Select(Gen.Int[0, 12], Gen.Int[0, 599].Array[0, 4])
            .Sample(
                (held, length, roles) =>
                {
                    var patterns = new List<string>[600];
                    foreach (var (role, stars, twice) in held)
                        (patterns[role] ??= []).Add(new string('a', stars) + (twice ? "**" : "*"));
                    var index = IndexOf([.. patterns.Select(own => own?.ToArray() ?? [])]);
                    var name = new string('a', length);
                    var set = SetOf(roles);

                    index.Covers(name, set).ShouldBe(roles.Any(role => patterns[role]?.Exists(pattern => NaiveGlob.IsMatch(pattern, name)) == true));

                    var covering = new ulong[RoleBits.WordsFor(600)];
                    index.AddCovering(name, covering);
                    covering.ShouldBe(SetOf([.. held.Where(own => own.Item2 <= length).Select(own => own.Item1)]));
                },
                iter: 2000);

    [Theory]
    [InlineData(2000, 400)] // Each of its own patterns.
    [InlineData(10_000, 10)]
    public void Constructor_ManyRolesOfManyPatterns_TakesMemoryForWhatTheyPermitAlone(int roles, int patterns)
    {
        RoleModel[] models = [.. Enumerable.Range(0, roles).Select(role =>
            new RoleModel("", $"r{role}", [.. Enumerable.Range(0, patterns).Select(pattern => $"r{role}.p{pattern}")], []))];

        var before = GC.GetAllocatedBytesForCurrentThread();
        var index = new PermissionIndex(models);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        index.Covers("r7.p9", SetOf(7)).ShouldBeTrue();
        index.Covers("r7.p9", SetOf(8)).ShouldBeFalse();
        allocated.ShouldBeLessThan(300L * roles * patterns);
    }

    [Fact]
    public void Constructor_ThousandsOfRolesAroundThousandsOfPrefixes_TakesMemoryForWhatTheyPermitAlone()
    {
        RoleModel[] models = [.. Enumerable.Range(0, 5000).Select(role => new RoleModel("", $"r{role}", ["*", .. Enumerable.Range(0, 10).Select(prefix => $"r{role}.p{prefix}*")], []))];

        var before = GC.GetAllocatedBytesForCurrentThread();
        var index = new PermissionIndex(models);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        index.Covers("r7.p9.x", SetOf(4999)).ShouldBeTrue();
        allocated.ShouldBeLessThan(500L * 5000 * 11);
    }

    private static ulong[] SetOf(params int[] roles)
    {
        var set = new ulong[RoleBits.WordsFor(Math.Max(600, roles.DefaultIfEmpty().Max() + 1))];
        foreach (var role in roles)
            RoleBits.Add(set, role);
        return set;
    }

    private static PermissionIndex IndexOf(params string[][] roles) =>
        new([.. roles.Select((patterns, role) => new RoleModel("", $"role-{role}", [.. patterns], []))]);
}
