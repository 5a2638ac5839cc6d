using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Listing;

/// <summary>The resources that a subject may use. Costs a look at each of its tenant's resources, in all pages together.</summary>
internal static class ResourceList
{
    public static PageResult<ResourceName> Fill(in SubjectView subject, string permission, string type, PageBuilder<ResourceName> page)
    {
        if (string.IsNullOrEmpty(permission) || type is not { Length: > 0 and <= ResourceName.MaxTypeLength })
            return page.Nothing(Reason.InvalidRequest);
        // Whether features let the permission through is the same for every resource.
        var course = default(DecisionCourse);
        var gate = PermissionGate.Of(subject, permission, ref course);
        if (gate != Reason.None)
            return page.Nothing(gate);

        var everything = subject.Covers(permission);
        var reach = new GrantReach(subject, permission);
        foreach (var resource in subject.Model.Resources.InTenant(subject.Tenant.Ordinal, after: page.Start))
        {
            page.Look();
            if (string.Equals(resource.Name.Type, type, StringComparison.Ordinal) && (everything || reach.Covers(subject, resource, page)))
                page.Add(resource.Name);
            if (page.EndsAfter(resource.Key))
                break;
        }

        return page.Build(everything);
    }

    /// <summary>Whether grants reach resources, remembering what was found above the ones before: siblings share their folders.</summary>
    private sealed class GrantReach
    {
        private readonly string _permission;
        private readonly HashSet<string> _roles = new(StringComparer.Ordinal);
        private readonly Dictionary<int, bool> _known = [];
        private readonly List<int> _path = [];

        public GrantReach(in SubjectView subject, string permission)
        {
            _permission = permission;
            subject.AddRoles(_roles);
        }

        public bool Covers(in SubjectView subject, ResourceRow resource, PageBuilder<ResourceName> page)
        {
            var covers = false;
            for (var row = resource; row is not null && !covers; row = subject.Model.Resources.ParentOf(row))
            {
                if (_known.TryGetValue(row.Ordinal, out covers))
                    break;
                page.Look(1 + Math.Min(row.Roles.Count, _roles.Count));
                _path.Add(row.Ordinal);
                covers = GrantDecision.UserOrGroupCovers(subject, row, _permission) || RoleCovers(subject, row);
            }

            foreach (var ordinal in _path)
                _known[ordinal] = covers;
            _path.Clear();
            return covers;
        }

        private bool RoleCovers(in SubjectView subject, ResourceRow row)
        {
            foreach (var list in RoleGrants.Of(subject.Model.Resources, row, _roles))
            {
                if (list.Covers(_permission, subject.Now))
                    return true;
            }

            return false;
        }
    }
}
