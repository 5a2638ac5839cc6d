namespace EdgeGuard.Edge.Authorization;

/// <summary>
/// Reads <c>EdgeGuard:Policies</c> as it is written. The options binder ignores what it does not know, and a requirement that is
/// ignored opens its route: so every key must be a known one and every list a list.
/// </summary>
internal static class PolicySection
{
    public const string Name = "EdgeGuard:Policies";

    /// <summary>Longest name of a policy, permission, role or feature, in characters.</summary>
    public const int MaxNameLength = 256;

    private static readonly string[] Lists =
    [
        nameof(PolicyOptions.AllPermissions), nameof(PolicyOptions.AnyPermissions), nameof(PolicyOptions.AllRoles),
        nameof(PolicyOptions.AnyRoles), nameof(PolicyOptions.AllFeatures), nameof(PolicyOptions.AnyFeatures),
    ];

    /// <summary>Adds each fault of the section to <paramref name="faults"/>.</summary>
    public static void Check(IConfigurationSection policies, List<string> faults)
    {
        foreach (var policy in policies.GetChildren())
        {
            if (PolicyCatalog.IsReserved(policy.Key))
                faults.Add($"{policy.Path}: the name has a meaning of its own on routes; choose another.");
            if (policy.Value is { Length: > 0 })
                faults.Add($"{policy.Path}: a policy is a section with lists such as {nameof(PolicyOptions.AllPermissions)}, not a value.");
            foreach (var list in policy.GetChildren())
                CheckList(list, faults);
        }
    }

    private static void CheckList(IConfigurationSection list, List<string> faults)
    {
        if (!Lists.Contains(list.Key, StringComparer.OrdinalIgnoreCase))
            faults.Add($"{list.Path}: unknown; a policy has {string.Join(", ", Lists)}.");
        else if (list.Value is { Length: > 0 })
            faults.Add($"{list.Path}: a list is needed, not a value (as a variable: {list.Path.Replace(":", "__", StringComparison.Ordinal)}__0).");
        else
        {
            // An empty JSON list leaves its key, without items; so does a variable that was meant to have a number.
            var items = list.GetChildren().ToList();
            if (items.Count == 0)
                faults.Add($"{list.Path}: an empty list asks for nothing; name what is required, or remove the key.");
            foreach (var item in items)
            {
                if (item.Value is not { Length: > 0 and <= MaxNameLength } || item.Value.AsSpan().Trim().Length != item.Value.Length)
                    faults.Add($"{item.Path}: a name of 1 to {MaxNameLength} characters without blanks around it is needed.");
            }
        }
    }
}
