using System.Collections.Frozen;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// Which features are linked to a permission (SEMANTICS sections 7.3 and 10). Three kinds of link, as in <see cref="PermissionIndex"/>: exact names (one look-up),
/// <c>x*</c> prefixes (a filter, then a binary search), other patterns (one by one). Immutable; thread-safe; asking allocates nothing.
/// </summary>
internal sealed class LinkIndex
{
    private readonly FrozenDictionary<string, FeatureModel[]> _exact;
    private readonly Prefix[] _prefixes;
    private readonly PrefixFilter _filter;
    private readonly (Glob Pattern, FeatureModel[] Features)[] _globs;

    public LinkIndex(IEnumerable<(string Link, FeatureModel Feature)> links)
    {
        var exact = new Dictionary<string, FeatureModel[]>(StringComparer.Ordinal);
        var prefixes = new List<Prefix>();
        var globs = new List<(Glob, FeatureModel[])>();
        foreach (var group in links.GroupBy(link => link.Link, link => link.Feature, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var star = group.Key.IndexOf('*', StringComparison.Ordinal);
            if (star < 0)
                exact.Add(group.Key, [.. group]);
            else if (star == group.Key.Length - 1)
                prefixes.Add(new Prefix(group.Key[..star], [.. group], Outer: -1));
            else
                globs.Add((new Glob(group.Key), [.. group]));
        }

        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        _globs = [.. globs];
        _prefixes = Nest(prefixes);
        _filter = new PrefixFilter([.. prefixes.Select(prefix => prefix.Text)]);
        IsEmpty = exact.Count + prefixes.Count + globs.Count == 0;
    }

    /// <summary>True when nothing is linked to any permission.</summary>
    public bool IsEmpty { get; }

    /// <summary>The features linked to <paramref name="permission"/>, one after the other.</summary>
    public Matches Of(string permission) => new(this, permission);

    /// <summary>Sorts, and names for each prefix the longest other one that it begins with.</summary>
    private static Prefix[] Nest(List<Prefix> prefixes)
    {
        prefixes.Sort((left, right) => string.CompareOrdinal(left.Text, right.Text));
        var nested = prefixes.ToArray();
        for (var i = 0; i < nested.Length; i++)
        {
            var outer = i - 1;
            while (outer >= 0 && !nested[i].Text.StartsWith(nested[outer].Text, StringComparison.Ordinal))
                outer = nested[outer].Outer;
            nested[i] = nested[i] with { Outer = outer };
        }

        return nested;
    }

    /// <summary>The longest prefix that the name begins with; −1 for none.</summary>
    private int LongestPrefix(string name)
    {
        var (low, high) = (0, _prefixes.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_prefixes[middle].Text, name) <= 0)
                low = middle + 1;
            else
                high = middle;
        }

        // The last one that is not after the name is a prefix of it, or inside of all that are.
        var last = low - 1;
        while (last >= 0 && !name.StartsWith(_prefixes[last].Text, StringComparison.Ordinal))
            last = _prefixes[last].Outer;
        return last;
    }

    /// <summary>Walks over the groups of features linked to one permission.</summary>
    public ref struct Matches
    {
        private readonly LinkIndex _index;
        private readonly string _permission;
        private int _prefix;
        private int _glob = -1;

        internal Matches(LinkIndex index, string permission)
        {
            _index = index;
            _permission = permission;
            Current = index._exact.TryGetValue(permission, out var features) ? features : [];
            _prefix = index._filter.MayCover(permission) ? index.LongestPrefix(permission) : -1;
        }

        /// <summary>Features linked by one pattern; those linked by name come first, before any step, and may be none.</summary>
        public FeatureModel[] Current { get; private set; }

        public bool TryNext()
        {
            if (_prefix >= 0)
            {
                Current = _index._prefixes[_prefix].Features;
                _prefix = _index._prefixes[_prefix].Outer;
                return true;
            }

            while (++_glob < _index._globs.Length)
            {
                if (!_index._globs[_glob].Pattern.IsMatch(_permission))
                    continue;
                Current = _index._globs[_glob].Features;
                return true;
            }

            return false;
        }
    }

    /// <summary>A pattern <c>x*</c>: the x, its features, and the next shorter prefix of x itself (−1 for none).</summary>
    private readonly record struct Prefix(string Text, FeatureModel[] Features, int Outer);
}
