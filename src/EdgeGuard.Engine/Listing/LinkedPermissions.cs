using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// What the features that a subject lacks leave of granted patterns (SEMANTICS sections 7.3 and 10). Of the permissions linked to features
/// those are open of which the subject has a feature, and those closed that no open one covers: a name is denied when a closed one covers it
/// and no open one does. Features are asked for as they are needed, each once. Belongs to one subject, question and instant.
/// </summary>
internal sealed class LinkedPermissions
{
    private readonly CatalogIndex _index;
    private readonly ulong[] _plans;
    private readonly Dictionary<FeatureModel, bool> _entitled = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Link, bool> _closed = new(ReferenceEqualityComparer.Instance);
    private DecisionCourse _course;

    public LinkedPermissions(CatalogIndex index)
    {
        _index = index;
        _plans = new ulong[PlanSets.WordsFor(index)];
    }

    /// <summary>How many links and features have been looked at.</summary>
    public int Looks { get; private set; }

    /// <summary>A granted pattern and what of it is denied; null for a name that is denied. Spends on customers' patterns what one decision may spend.</summary>
    public ListedPermission? Listed(in SubjectView subject, string pattern)
    {
        _course = default;
        var listed = Find(subject, pattern);
        Looks += _course.Patterns.Rows;
        return listed;
    }

    private ListedPermission? Find(in SubjectView subject, string pattern)
    {
        if (!Pattern.IsPattern(pattern))
            return IsDenied(subject, pattern) ? null : new ListedPermission(pattern, [], []);

        List<string> except = [], unless = [];
        var closed = new List<string>();
        foreach (var link in _index.Links.Patterns)
        {
            Looks++;
            if (PatternSets.Overlap(link.Text, pattern) && IsClosed(subject, link))
                closed.Add(link.Text);
        }

        except.AddRange(closed);
        foreach (var name in _index.Links.NamesFrom(pattern[..pattern.IndexOf('*', StringComparison.Ordinal)]))
        {
            Looks++;
            if (!Pattern.Covers(pattern, name.Text))
                continue;
            if (IsClosed(subject, name))
                except.Add(name.Text);
            else if (closed.Count > 0 && IsOpen(subject, name) && IsInClosedPattern(subject, name.Text))
                unless.Add(name.Text);
        }

        if (closed.Count > 0)
            AddOpenPatterns(subject, pattern, closed, unless);
        except.Sort(StringComparer.Ordinal);
        unless.Sort(StringComparer.Ordinal);
        return new ListedPermission(pattern, [.. except], [.. unless]);
    }

    // Open patterns and closed names have nothing in common: it would not be closed.
    private void AddOpenPatterns(in SubjectView subject, string pattern, List<string> closed, List<string> unless)
    {
        foreach (var link in _index.Links.Patterns)
        {
            if (!PatternSets.Overlap(link.Text, pattern) || !IsOpen(subject, link))
                continue;
            Looks += closed.Count;
            if (closed.Exists(text => PatternSets.Overlap(text, link.Text)))
                unless.Add(link.Text);
        }
    }

    private bool IsDenied(in SubjectView subject, string permission)
    {
        var isLinked = false;
        var matches = _index.Links.Of(permission);
        do
        {
            Looks++;
            isLinked |= matches.Link is not null;
            if (matches.Link is { } link && IsOpen(subject, link))
                return false;
        }
        while (matches.TryNext());

        return isLinked;
    }

    // A pattern that covers another's text covers all that the other does.
    private bool IsClosed(in SubjectView subject, Link link)
    {
        if (!_closed.TryGetValue(link, out var isClosed))
            _closed.Add(link, isClosed = IsDenied(subject, link.Text));
        return isClosed;
    }

    private bool IsInClosedPattern(in SubjectView subject, string name)
    {
        var matches = _index.Links.Of(name);
        while (matches.TryNext())
        {
            Looks++;
            if (matches.Link is { } link && IsClosed(subject, link))
                return true;
        }

        return false;
    }

    private bool IsOpen(in SubjectView subject, Link link)
    {
        foreach (var feature in link.Features)
        {
            if (IsEntitled(subject, feature))
                return true;
        }

        return false;
    }

    private bool IsEntitled(in SubjectView subject, FeatureModel feature)
    {
        if (_entitled.TryGetValue(feature, out var isEntitled))
            return isEntitled;
        Looks += 1 + feature.Plans.Length;
        isEntitled = FeatureDecision.Of(subject, feature.Key, feature, new PlanSets(_index, _plans), ref _course) == Reason.None;
        _entitled.Add(feature, isEntitled);
        return isEntitled;
    }
}
