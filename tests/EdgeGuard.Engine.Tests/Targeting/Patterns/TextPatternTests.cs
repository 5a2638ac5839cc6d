using System.Diagnostics;
using System.Text.RegularExpressions;
using CsCheck;
using EdgeGuard.Engine.Targeting.Patterns;

namespace EdgeGuard.Engine.Tests.Targeting.Patterns;

public sealed class TextPatternTests
{
    private static readonly Gen<string> AnyPattern = Gen.OneOf(
        Gen.Char[@"ab01_-^$.*+?()[]{}|\<>=!:,éſ"].Select(character => character.ToString()),
        Pick.Of(
            "\\d", "\\W", "\\s", "\\b", "\\B", "\\1", "\\2", "\\k<n>", "\\cA", "\\x41", "\\u0061", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>", "a{2}", "{0,3}", "{1,}?", "[^", "a-", "a+", "(a|b)*", "(.*)", "\\"))
        .Array[0, 12].Select(string.Concat);

    private static readonly Gen<string> AnyText = Gen.Char["ab01_- .,éſ\n\u2028😀"].Array[0, 10].Select(characters => new string(characters));

    [Theory]
    [InlineData("^a|b$")]
    [InlineData("(?<n>a)+\\b[^b]\\d{2,5}?")]
    [InlineData("((a+)+)+$")]
    [InlineData("[\\w.]+@(?:[\\w-]+\\.)+\\w{2,}")]
    public void Compile_WithoutLooksAndReferences_NeverBacktracks(string pattern) => TextPattern.Compile(pattern).IsLinear.ShouldBeTrue();

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?<n>a)\\k<n>")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData("(?:a{1000}){1000}")] // Too large for an automaton.
    public void Compile_WithThem_IsLeftToTheEngineThatDoes(string pattern)
    {
        var compiled = TextPattern.Compile(pattern);

        compiled.IsValid.ShouldBeTrue();
        compiled.IsLinear.ShouldBeFalse();
    }

    [Theory]
    [InlineData("^(a+)+$")]
    [InlineData("^(a|a)*$")]
    [InlineData("^(a|aa)+$")]
    [InlineData("(.*a){12}$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    public void IsMatch_PatternsThatStopOtherEngines_AnswersAtOnce(string pattern) => TextPattern.Compile(pattern).IsMatch(new string('a', 5_000) + "!").ShouldBe(false);

    [Theory]
    [InlineData("^(a+)+\\1\\1$")]
    [InlineData("(?=^(a|aa)+$)")]
    public void IsMatch_TooMuchBacktracking_IsGivenUp(string pattern)
    {
        var watch = Stopwatch.StartNew();

        TextPattern.Compile(pattern).IsMatch(new string('a', 200) + "!").ShouldBeNull();

        watch.Elapsed.ShouldBeLessThan(TextPattern.Limit * 20);
    }

    [Fact]
    public void IsMatch_TooMuchWork_IsGivenUpAtTheSamePlaceEachTime()
    {
        var pattern = TextPattern.Compile("[ab]*a[ab]{1000}c");
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 1_000_000).Select(_ => random.Next(2) == 0 ? 'a' : 'b'));

        pattern.IsMatch(text).ShouldBeNull();
        pattern.IsMatch(text.AsSpan(0, 2_000)).ShouldBe(false);
        TextPattern.Compile("x$").IsMatch(text + "x").ShouldBe(true); // A long text is no reason.
    }

    [Theory]
    [InlineData("(?:|){1300}x", "a")]
    [InlineData("(?:(?:a?){40}){40}x", "a")]
    [InlineData("(?:^|){1000}x", "é")]
    [InlineData("(?:\\b|){1000}x", "a-")]
    public void IsMatch_StepsThatTakeNoCharacter_AreWorkToo(string pattern, string text) => ShouldBeGivenUp(pattern, text);

    [Fact]
    public void IsMatch_ManyEdgesInARow_AreWorkToo() => ShouldBeGivenUp(string.Concat(Enumerable.Repeat("\\B", 4_000)) + "x", "a");

    [Fact]
    public void Compile_Nesting_IsTakenTo250Groups()
    {
        TextPattern.Compile(Nested(250)).IsMatch("a").ShouldBe(true);
        TextPattern.Compile(Nested(251)).IsValid.ShouldBeFalse();
        TextPattern.Compile(new string('(', 100_000)).IsValid.ShouldBeFalse();

        static string Nested(int groups) => string.Concat(Enumerable.Repeat("(?:", groups)) + "a" + string.Concat(Enumerable.Repeat(")", groups));
    }

    [Fact]
    public void Compile_LongPatterns_StaysInBounds()
    {
        TextPattern.Compile(new string('a', 32_768)).IsMatch(new string('a', 32_768)).ShouldNotBe(false);
        TextPattern.Compile(new string('a', 32_769)).IsMatch(new string('a', 32_769)).ShouldBe(false);
        TextPattern.Compile(string.Concat(Enumerable.Repeat("(a|b?)*", 1_000))).IsValid.ShouldBeTrue();
        TextPattern.Compile(string.Concat(Enumerable.Repeat("(?:", 200)) + string.Concat(Enumerable.Repeat("()", 5_000)) + string.Concat(Enumerable.Repeat(")*", 200)) + "\\1").IsValid.ShouldBeFalse();
    }

    [Fact]
    public void Compile_ResetsInNestedRepetitions_AreBounded()
    {
        TextPattern.Compile(Nested(10)).IsMatch("aa").ShouldBe(true);
        TextPattern.Compile(Nested(240)).IsValid.ShouldBeFalse();

        static string Nested(int groups) => new string('(', groups) + "a" + string.Concat(Enumerable.Repeat(")*", groups)) + "\\1";
    }

    [Fact]
    public void Compile_LinearPatternWithALongDotNetForm_IsTaken() => TextPattern.Compile(string.Concat(Enumerable.Repeat("\\W", 2_000))).IsLinear.ShouldBeTrue();

    [Fact]
    public void IsMatch_AnyPatternAndText_NeverThrowsAndNeverTakesLong() => Gen.Select(AnyPattern, AnyText).Sample(
        (source, text) =>
        {
            var watch = Stopwatch.StartNew();
            TextPattern.Compile(source).IsMatch(text);
            watch.Elapsed.ShouldBeLessThan(TextPattern.Limit * 20);
        },
        iter: 5_000);

    [Fact]
    public void IsMatch_AutomatonAndItsDotNetSpelling_AnswerTheSame() => Gen.Select(AnyPattern, AnyText).Sample(
        (source, text) =>
        {
            var translator = new PatternTranslator(source);
            if (translator.Translate() is { } pattern && translator.Automaton is { } automaton)
                automaton.IsMatch(text, out _).ShouldBe(Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10)), source);
        },
        iter: 5_000);

    [Theory]
    [InlineData("@acme\\.com$")]
    [InlineData("\\bpro\\b|[^a-z]{3}")]
    [InlineData("a{200}b{200}")] // Larger than the stack takes.
    [InlineData("(?=e)eve")]
    public void IsMatch_Again_AllocatesNothing(string source)
    {
        var pattern = TextPattern.Compile(source);
        pattern.IsMatch("eve@acme.com");

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
            pattern.IsMatch("eve@acme.com");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static void ShouldBeGivenUp(string pattern, string text)
    {
        var compiled = TextPattern.Compile(pattern);
        var input = string.Concat(Enumerable.Repeat(text, 100_000 / text.Length));
        var watch = Stopwatch.StartNew();

        compiled.IsLinear.ShouldBeTrue();
        compiled.IsMatch(input).ShouldBeNull();

        watch.Elapsed.ShouldBeLessThan(TextPattern.Limit * 20);
    }
}
