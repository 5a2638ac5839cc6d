using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// The permissions linked to features, apart by whether a subject has the feature: those that are closed to it, and those that are open
/// (SEMANTICS sections 7.3 and 10). A name is denied when one of the closed covers it and none of the open does.
/// </summary>
internal sealed class LinkedPermissions
{
    private readonly Links _closed = new();
    private readonly Links _open = new();

    public LinkedPermissions(in SubjectView subject)
    {
        foreach (var feature in subject.Model.Catalog.Features)
            (FeatureList.IsEntitled(subject, feature.Key) ? _open : _closed).Add(feature.LinkedPermissions);

        // What an open one includes is not closed: a pattern that covers another's text covers all that the other does.
        _closed.Names.RemoveWhere(_open.Cover);
        _closed.Patterns.RemoveWhere(closed => _open.Patterns.Any(open => Pattern.Covers(open, closed)));
    }

    public int Count => _closed.Count + _open.Count;

    /// <summary>A granted pattern and what of it is denied; null for a name that is denied.</summary>
    public ListedPermission? Listed(string pattern)
    {
        if (!Pattern.IsPattern(pattern))
            return _closed.Cover(pattern) && !_open.Cover(pattern) ? null : new ListedPermission(pattern, [], []);

        var closed = _closed.Patterns.Where(link => PatternSets.Overlap(link, pattern)).ToList();
        var names = _closed.Names.Where(name => Pattern.Covers(pattern, name));
        var openNames = closed.Count == 0 ? [] : _open.Names.Where(name => Pattern.Covers(pattern, name) && closed.Any(link => Pattern.Covers(link, name)));
        // Open patterns and closed names have nothing in common: it would not be closed.
        var openPatterns = _open.Patterns.Where(open => PatternSets.Overlap(open, pattern) && closed.Any(link => PatternSets.Overlap(link, open)));
        return new ListedPermission(pattern, Sorted(names, closed), Sorted(openNames, openPatterns));
    }

    private static ImmutableArray<string> Sorted(IEnumerable<string> names, IEnumerable<string> patterns) =>
        [.. names.Concat(patterns).Order(StringComparer.Ordinal)];

    /// <summary>Names, which are many, apart from patterns, which are few.</summary>
    private sealed class Links
    {
        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Patterns { get; } = new(StringComparer.Ordinal);

        public int Count => Names.Count + Patterns.Count;

        public void Add(ImmutableArray<string> links)
        {
            foreach (var link in links)
                (Pattern.IsPattern(link) ? Patterns : Names).Add(link);
        }

        public bool Cover(string name) => Names.Contains(name) || Patterns.Any(pattern => Pattern.Covers(pattern, name));
    }
}
