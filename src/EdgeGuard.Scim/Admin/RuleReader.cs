using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary>Reads a rule's body.</summary>
internal static class RuleReader
{
    /// <summary>What stands for the role in a pattern: once, at its end, so that a name has one reading.</summary>
    public const string RolePlace = "{role}";

    private const int MaxNameLength = 256;

    public static bool TryRead(string key, RuleBody body, [NotNullWhen(true)] out RuleRow? row, [NotNullWhen(false)] out string? fault)
    {
        row = null;
        switch (body)
        {
            case { Pattern: null, Group: { Length: > 0 and <= MaxNameLength } group, Role: { } role } when ClientKey.IsValid(role):
                row = new RuleRow { Key = key, GroupName = group, Role = role };
                break;
            case { Group: null, Role: null, Pattern: { Length: <= MaxNameLength } pattern }
                when pattern.IndexOf(RolePlace, StringComparison.Ordinal) == pattern.Length - RolePlace.Length && pattern.Length > RolePlace.Length:
                row = new RuleRow { Key = key, Prefix = pattern[..^RolePlace.Length] };
                break;
        }

        fault = row is null
            ? $"A rule has group and role (the name of a group and the key of a role), or a pattern: a prefix and then {RolePlace}, at most {MaxNameLength} characters together."
            : null;
        return row is not null;
    }
}
