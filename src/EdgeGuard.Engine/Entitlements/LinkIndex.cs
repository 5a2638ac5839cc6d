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
    private readonly PrefixIndex _prefixes;
    private readonly FeatureModel[][] _prefixFeatures;
    private readonly PrefixFilter _filter;
    private readonly (string Pattern, FeatureModel[] Features)[] _globs;

    public LinkIndex(IEnumerable<(string Link, FeatureModel Feature)> links)
    {
        var exact = new Dictionary<string, FeatureModel[]>(StringComparer.Ordinal);
        var prefixes = new List<(string Text, FeatureModel[] Features)>();
        var globs = new List<(string, FeatureModel[])>();
        foreach (var group in links.GroupBy(link => Pattern.Shortest(link.Link), link => link.Feature, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (!Pattern.IsPattern(group.Key))
                exact.Add(group.Key, [.. group]);
            else if (Pattern.PrefixOf(group.Key) is { } prefix)
                prefixes.Add((prefix, [.. group]));
            else
                globs.Add((group.Key, [.. group]));
        }

        _exact = exact.ToFrozenDictionary(StringComparer.Ordinal);
        _globs = [.. globs];
        prefixes.Sort((left, right) => string.CompareOrdinal(left.Text, right.Text));
        string[] texts = [.. prefixes.Select(prefix => prefix.Text)];
        _prefixes = new PrefixIndex(texts);
        _prefixFeatures = [.. prefixes.Select(prefix => prefix.Features)];
        _filter = new PrefixFilter(texts);
        IsEmpty = exact.Count + prefixes.Count + globs.Count == 0;
    }

    /// <summary>True when nothing is linked to any permission.</summary>
    public bool IsEmpty { get; }

    /// <summary>The features linked to <paramref name="permission"/>, one after the other.</summary>
    public Matches Of(string permission) => new(this, permission);

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
            _prefix = index._filter.MayCover(permission) ? index._prefixes.LongestOf(permission) : -1;
        }

        /// <summary>Features linked by one pattern; those linked by name come first, before any step, and may be none.</summary>
        public FeatureModel[] Current { get; private set; }

        public bool TryNext()
        {
            if (_prefix >= 0)
            {
                Current = _index._prefixFeatures[_prefix];
                _prefix = _index._prefixes.OuterOf(_prefix);
                return true;
            }

            while (++_glob < _index._globs.Length)
            {
                if (!Pattern.Covers(_index._globs[_glob].Pattern, _permission))
                    continue;
                Current = _index._globs[_glob].Features;
                return true;
            }

            return false;
        }
    }
}
