using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>Finds every grant to the user, its groups or its roles that covers a permission on a resource, live ones or the others.</summary>
internal sealed class GrantWalk(Inquiry inquiry, RightsWalk rights)
{
    private readonly List<ResourceName> _resources = [];
    private ICollection<Way> _ways = [];
    private string _permission = "";
    private bool _live;

    public void AddTo(ResourceName resource, string permission, bool live, ICollection<Way> ways)
    {
        (_permission, _live, _ways) = (permission, live, ways);
        _resources.Clear();
        if (inquiry.Tenant is not { } tenant || !inquiry.IsHere)
            return;

        var resources = inquiry.Model.Resources;
        for (var row = resources.Find(tenant.Ordinal, resource); row is not null; row = resources.ParentOf(row))
        {
            _resources.Add(row.Name);
            Add(resources.ListOf(row, HolderKind.User, inquiry.User), group: -1, role: null);
            for (var group = 0; group < inquiry.Groups.Count; group++)
                Add(resources.ListOf(row, HolderKind.Group, inquiry.Groups.OrdinalOf(group)), group, role: null);
            for (var list = resources.ListAt(row.Roles.First); list is not null; list = resources.ListAt(list.Next))
                AddRole(list);
        }
    }

    private void AddRole(GrantList list)
    {
        if (list.Grants.Any(Counts) && rights.MayHold(list.Grantee.Role) && rights.FirstTo(list.Grantee.Role) is { } role)
            Add(list, group: -1, role);
    }

    private void Add(GrantList? list, int group, RolePath? role)
    {
        foreach (var grant in list?.Grants ?? [])
        {
            if (!Counts(grant))
                continue;
            _ways.Add(new Way.ByGrant(ToRow(list!, grant), [.. _resources]) // Not null: it has a grant.
            {
                Groups = inquiry.Groups.ChainTo(group),
                Role = role,
                Standing = inquiry.StandingOf(grant.Period),
            });
        }
    }

    private bool Counts(Grant grant) => grant.Period.Contains(inquiry.Now) == _live && Pattern.Covers(grant.Permission, _permission);

    private Change.GrantPut ToRow(GrantList list, Grant grant) =>
        new(inquiry.Claim.Tenant, _resources[^1], list.Grantee, grant.Permission, grant.Period);
}
