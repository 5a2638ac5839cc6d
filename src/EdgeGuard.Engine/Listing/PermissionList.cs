using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Listing;

/// <summary>
/// What roles and direct permissions let a subject do. The position is how many of the granted patterns have been looked at. Each page
/// gathers the patterns afresh, which costs as much as the subject's roles have.
/// </summary>
internal static class PermissionList
{
    public static PageResult<ListedPermission> Fill(in SubjectView subject, PageBuilder<ListedPermission> page)
    {
        var patterns = new SortedSet<string>(StringComparer.Ordinal);
        subject.AddPatterns(patterns);
        patterns.Remove(""); // Covers the empty name alone, which is no permission.
        var links = new LinkedPermissions(subject.Model.Catalog.Index);
        var at = page.Start.Low;
        foreach (var pattern in patterns.Skip((int)at))
        {
            var before = links.Looks;
            if (links.Listed(subject, pattern) is { } listed)
                page.Add(listed);
            page.Look(1 + links.Looks - before);
            if (page.EndsAfter(new Hash128(++at, 0)))
                break;
        }

        return page.Build();
    }
}
