using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Listing;

/// <summary>Permission patterns as sets of names.</summary>
internal static class PatternSets
{
    /// <summary>True when some name is covered by both.</summary>
    public static bool Overlap(string left, string right)
    {
        var (leftStar, rightStar) = (left.IndexOf('*', StringComparison.Ordinal), right.IndexOf('*', StringComparison.Ordinal));
        if (leftStar < 0)
            return Pattern.Covers(right, left);
        if (rightStar < 0)
            return Pattern.Covers(left, right);

        // Beginnings that agree and ends that agree suffice: the longer beginning, all pieces of one pattern and then of the other, and the
        // longer end make a name that both cover.
        var begin = Math.Min(leftStar, rightStar);
        var leftEnd = left.AsSpan(left.LastIndexOf('*') + 1);
        var rightEnd = right.AsSpan(right.LastIndexOf('*') + 1);
        var end = Math.Min(leftEnd.Length, rightEnd.Length);
        return left.AsSpan(0, begin).SequenceEqual(right.AsSpan(0, begin)) && leftEnd[^end..].SequenceEqual(rightEnd[^end..]);
    }
}
