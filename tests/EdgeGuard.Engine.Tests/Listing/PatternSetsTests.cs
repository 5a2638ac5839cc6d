using CsCheck;
using EdgeGuard.Engine.Listing;
using EdgeGuard.Engine.Tests.Snapshots;

namespace EdgeGuard.Engine.Tests.Listing;

public sealed class PatternSetsTests
{
    // Two patterns of at most four characters that have a name in common have one of at most six: their literals one after the other.
    private static readonly string[] Names =
        [.. Enumerable.Range(0, 7).SelectMany(length => Enumerable.Range(0, 1 << length).Select(bits => string.Concat(Enumerable.Range(0, length).Select(at => "ab"[bits >> at & 1]))))];

    [Fact]
    public void Overlap_AnyTwoPatterns_TellsWhetherSomeNameIsCoveredByBoth()
    {
        var pattern = Gen.Int[0, 2].Array[0, 4].Select(digits => string.Concat(digits.Select(digit => "ab*"[digit])));
        Gen.Select(pattern, pattern).Sample(
            (left, right) =>
                PatternSets.Overlap(left, right).ShouldBe(
                    Names.Any(name => NaiveGlob.IsMatch(left, name) && NaiveGlob.IsMatch(right, name)), $"{left} {right}"),
            iter: 5000);
    }
}
