using System.Text.Json.Nodes;
using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>
/// Knows which revocations happened, from comparing the directory before and after each request, and which of them are not fenced; tells
/// whether an answer shows or implies one of those. It knows nothing of flags, tombstones and gates.
/// </summary>
internal sealed class UnfencedWorld(bool fenceLosses)
{
    private readonly Dictionary<string, long> _deactivated = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Version, string Name)> _deleted = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Group, string User), long> _left = [];
    private readonly Dictionary<string, long> _suspended = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _removed = new(StringComparer.Ordinal);

    public bool IsEmpty => _deactivated.Count + _deleted.Count + _left.Count + _suspended.Count + _removed.Count == 0;

    public void Note(DirectoryTruth before, DirectoryTruth after)
    {
        foreach (var (id, user) in before.Users)
        {
            if (!after.Users.TryGetValue(id, out var now))
                _deleted[id] = (after.Version, user.Name);
            else if (user.Active && !now.Active)
                _deactivated[id] = after.Version;
        }

        // Who is deleted leaves the groups; who is taken out of them counts where losses are fenced.
        foreach (var (group, members) in before.Members)
        {
            foreach (var user in members.Where(user => !after.Members.TryGetValue(group, out var now) || !now.Contains(user)))
            {
                if (fenceLosses || _deleted.ContainsKey(user))
                    _left[(group, user)] = after.Version;
            }
        }

        foreach (var (tenant, was) in before.Suspended)
        {
            if (was is not null && after.Suspended[tenant] is null)
                _removed[tenant] = after.Version;
            if (was == false && after.Suspended[tenant] == true)
                _suspended[tenant] = after.Version;
        }
    }

    /// <summary>What is fenced may be known.</summary>
    public void Forget(Func<long, bool> isFenced)
    {
        Drop(_deactivated, version => version, isFenced);
        Drop(_deleted, deleted => deleted.Version, isFenced);
        Drop(_left, version => version, isFenced);
        Drop(_suspended, version => version, isFenced);
        Drop(_removed, version => version, isFenced);
    }

    /// <summary>What the answer tells too early; null when nothing.</summary>
    public string? Told(RandomQuestion question, Answer answer, DirectoryTruth now) => question switch
    {
        { Tenant: { } tenant } when _removed.ContainsKey(tenant) => $"tenant {tenant} is gone",
        { Tenant: { } tenant } when _suspended.ContainsKey(tenant) && question.ShowsStatus => $"tenant {tenant} is suspended",
        { Tenant: not null } => null,
        { ListsTenants: true } => _removed.Concat(_suspended).Select(tenant => $"{tenant.Key} in the list").FirstOrDefault(),
        { User: { } user } when _deactivated.ContainsKey(user) || _deleted.ContainsKey(user) => $"user {user}",
        { NewName: { } name } when answer.StatusNumber == 201 => _deleted.Values.Where(gone => Same(gone.Name, name)).Select(gone => $"name {gone.Name} is free").FirstOrDefault(),
        { SearchedName: { } name } when answer.StatusNumber == 200 && answer.At("totalResults")!.GetValue<int>() == 0 =>
            _deleted.Values.Where(gone => Same(gone.Name, name)).Select(gone => $"nobody is {gone.Name}").FirstOrDefault(),
        { Named: { } named } when answer.StatusNumber == 400 => named.FirstOrDefault(_deleted.ContainsKey),
        { ListsUsers: true } when answer.StatusNumber == 200 => Missing(answer) ?? Shown(answer, now),
        _ when answer.StatusNumber is 200 or 201 => Shown(answer, now),
        { Group: { } group } when answer.StatusNumber == 404 => _left.Keys.Where(left => left.Group == group).Select(left => $"group {left.Group} is gone").FirstOrDefault(),
        _ => null,
    };

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static void Drop<TKey, TValue>(Dictionary<TKey, TValue> all, Func<TValue, long> versionOf, Func<long, bool> isFenced)
        where TKey : notnull
    {
        foreach (var key in all.Where(one => isFenced(versionOf(one.Value))).Select(one => one.Key).ToList())
            all.Remove(key);
    }

    private static IEnumerable<JsonObject> Resources(Answer answer) =>
        answer.Json["Resources"] is JsonArray list ? list.Select(resource => resource!.AsObject()) : [answer.Json];

    private static HashSet<string> Values(JsonNode? list) =>
        list?.AsArray().Select(element => element!["value"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal) ?? [];

    private string? Missing(Answer answer)
    {
        var listed = Resources(answer).Select(resource => resource["id"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        return _deleted.Keys.FirstOrDefault(id => !listed.Contains(id));
    }

    private string? Shown(Answer answer, DirectoryTruth now)
    {
        foreach (var resource in Resources(answer))
        {
            var id = resource["id"]!.GetValue<string>();
            if (resource["active"]?.GetValue<bool>() == false && _deactivated.ContainsKey(id))
                return $"{id} is inactive";
            if (resource.ContainsKey("displayName") && now.Members.ContainsKey(id) && _left.Keys.Any(left => left.Group == id && !Values(resource["members"]).Contains(left.User)))
                return $"a member left {id}";
            if (resource.ContainsKey("userName") && _left.Keys.Any(left => left.User == id && !Values(resource["groups"]).Contains(left.Group)))
                return $"{id} left a group";
        }

        return null;
    }
}
