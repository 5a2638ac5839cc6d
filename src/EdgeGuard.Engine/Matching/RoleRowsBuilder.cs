using System.Runtime.InteropServices;

namespace EdgeGuard.Engine.Matching;

/// <summary>
/// Puts many sets of roles one after the other, each as the words that it has: most patterns are of one role or two, so memory follows
/// what roles permit, not roles times patterns.
/// </summary>
internal sealed class RoleRowsBuilder
{
    private readonly List<RoleWord> _words = [];

    /// <param name="roles">Numbers in ascending order; each may be there more than once.</param>
    public RoleRow Add(ReadOnlySpan<int> roles)
    {
        var start = _words.Count;
        foreach (var role in roles)
            Append(start, new RoleWord(role >> 6, 1UL << role));
        return new RoleRow(start, _words.Count - start);
    }

    /// <summary>Adds what is in either; false when that has more than <paramref name="most"/> words.</summary>
    public bool TryUnite(RoleRow left, RoleRow right, int most, out RoleRow united)
    {
        var start = _words.Count;
        var (l, r) = (0, 0);
        while (l < left.Count || r < right.Count)
        {
            var isLeft = r == right.Count || (l < left.Count && _words[left.Start + l].Word <= _words[right.Start + r].Word);
            Append(start, isLeft ? _words[left.Start + l++] : _words[right.Start + r++]);
            if (_words.Count - start <= most)
                continue;
            CollectionsMarshal.SetCount(_words, start);
            united = default;
            return false;
        }

        united = new RoleRow(start, _words.Count - start);
        return true;
    }

    public RoleWord[] ToArray() => [.. _words];

    private void Append(int start, RoleWord word)
    {
        if (_words.Count > start && _words[^1].Word == word.Word)
            _words[^1] = _words[^1] with { Bits = _words[^1].Bits | word.Bits };
        else
            _words.Add(word);
    }
}
