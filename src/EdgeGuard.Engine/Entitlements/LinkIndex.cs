using System.Collections.Frozen;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// Which features are linked to a permission (SEMANTICS sections 7.3 and 10). Three kinds of link, as in <see cref="PermissionIndex"/>: exact names (one look-up),
/// <c>x*</c> prefixes (a filter, then a binary search), other patterns (one by one). Immutable; thread-safe; asking allocates nothing.
/// </summary>
internal sealed class LinkIndex
{
    private readonly Link[] _names;
    private readonly Link[] _patterns;
    private readonly FrozenDictionary<string, Link> _exact;
    private readonly PrefixIndex _prefixes;
    private readonly Link[] _prefixLinks;
    private readonly PrefixFilter _filter;
    private readonly Link[] _others;

    public LinkIndex(IEnumerable<(string Text, FeatureModel Feature)> links)
    {
        var all = links.GroupBy(link => Pattern.Shortest(link.Text), link => link.Feature, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select((group, number) => new Link(group.Key, number, Pattern.IsPattern(group.Key), [.. group]))
            .ToList();
        _names = [.. all.Where(link => !link.IsPattern)];
        _patterns = [.. all.Where(link => link.IsPattern)];
        _exact = _names.ToFrozenDictionary(link => link.Text, StringComparer.Ordinal);
        _others = [.. _patterns.Where(link => Pattern.PrefixOf(link.Text) is null)];
        var prefixes = _patterns.Select(link => (Text: Pattern.PrefixOf(link.Text), Link: link)).Where(prefix => prefix.Text is not null)
            .OrderBy(prefix => prefix.Text, StringComparer.Ordinal).ToList();
        string[] texts = [.. prefixes.Select(prefix => prefix.Text!)]; // Not null: the others are left out.
        _prefixes = new PrefixIndex(texts);
        _prefixLinks = [.. prefixes.Select(prefix => prefix.Link)];
        _filter = new PrefixFilter(texts);
    }

    /// <summary>True when nothing is linked to any permission.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>How many links there are.</summary>
    public int Count => _names.Length + _patterns.Length;

    /// <summary>The links that may cover more than themselves, in ordinal order.</summary>
    public ReadOnlySpan<Link> Patterns => _patterns;

    /// <summary>The links to single permissions that begin so, in ordinal order.</summary>
    public ReadOnlySpan<Link> NamesFrom(string prefix)
    {
        var from = ~_names.AsSpan().BinarySearch(new Beginning(prefix, isEnd: false));
        var to = ~_names.AsSpan().BinarySearch(new Beginning(prefix, isEnd: true));
        return _names.AsSpan(from, to - from);
    }

    /// <summary>The links that cover <paramref name="permission"/>, one after the other.</summary>
    public Matches Of(string permission) => new(this, permission);

    /// <summary>Walks over the links that cover one permission.</summary>
    public ref struct Matches
    {
        private readonly LinkIndex _index;
        private readonly string _permission;
        private int _prefix;
        private int _other = -1;

        internal Matches(LinkIndex index, string permission)
        {
            _index = index;
            _permission = permission;
            Link = index._exact.GetValueOrDefault(permission);
            _prefix = index._filter.MayCover(permission) ? index._prefixes.LongestOf(permission) : -1;
        }

        /// <summary>The link to that very permission first, before any step, which may be none; then those of patterns.</summary>
        public Link? Link { get; private set; }

        /// <summary>The features of the link.</summary>
        public readonly ReadOnlySpan<FeatureModel> Current => Link is { } link ? link.Features : [];

        public bool TryNext()
        {
            if (_prefix >= 0)
            {
                Link = _index._prefixLinks[_prefix];
                _prefix = _index._prefixes.OuterOf(_prefix);
                return true;
            }

            while (++_other < _index._others.Length)
            {
                if (!Pattern.Covers(_index._others[_other].Text, _permission))
                    continue;
                Link = _index._others[_other];
                return true;
            }

            return false;
        }
    }

    /// <summary>The place before the first link that begins with a text, or after the last.</summary>
    private readonly struct Beginning(string prefix, bool isEnd) : IComparable<Link>
    {
        public int CompareTo(Link? other)
        {
            if (other is null)
                return 1;
            return other.Text.StartsWith(prefix, StringComparison.Ordinal) ? (isEnd ? 1 : -1) : string.CompareOrdinal(prefix, other.Text);
        }
    }
}
