using EdgeGuard.Scim.Admin;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Mapping;

/// <summary>
/// How a group's name gives a role: an exact name gives a stated role, or a prefix makes the rest of the name the role, when the
/// rest is a role key. Names are compared exactly, so that a name never falls to a rule by accident of case. Immutable.
/// </summary>
internal abstract record GroupRule
{
    private GroupRule()
    {
    }

    /// <summary>The role that the rule gives to a group of this name; null when it does not claim it.</summary>
    public abstract string? Claim(string groupName);

    /// <summary>True when some group name would be claimed by both.</summary>
    public abstract bool Overlaps(GroupRule other);

    public static GroupRule Of(RuleRow row) =>
        row.Prefix is { } prefix ? new Pattern(prefix)
        : row is { GroupName: { } name, Role: { } role } ? new Exact(name, role)
        : throw new InvalidOperationException("The rule's row is neither an exact rule nor a pattern.");

    /// <summary>The group of this name has this role.</summary>
    public sealed record Exact(string GroupName, string Role) : GroupRule
    {
        /// <inheritdoc/>
        public override string? Claim(string groupName) => groupName == GroupName ? Role : null;

        /// <inheritdoc/>
        public override bool Overlaps(GroupRule other) => other.Claim(GroupName) is not null;
    }

    /// <summary>A group whose name is the prefix and a role key has that role.</summary>
    public sealed record Pattern(string Prefix) : GroupRule
    {
        /// <inheritdoc/>
        public override string? Claim(string groupName) =>
            groupName.StartsWith(Prefix, StringComparison.Ordinal) && ClientKey.IsValid(groupName.AsSpan(Prefix.Length)) ? groupName[Prefix.Length..] : null;

        /// <inheritdoc/>
        /// <remarks>
        /// Two prefixes meet when one continues the other by letters of a key, and leaves room for one letter more: for
        /// <c>a-</c> and <c>a-b-</c> the name <c>a-b-c</c> is both role <c>b-c</c> and role <c>c</c>.
        /// </remarks>
        public override bool Overlaps(GroupRule other)
        {
            if (other is not Pattern pattern)
                return other.Overlaps(this);
            var (shorter, longer) = Prefix.Length <= pattern.Prefix.Length ? (Prefix, pattern.Prefix) : (pattern.Prefix, Prefix);
            return longer.StartsWith(shorter, StringComparison.Ordinal)
                && longer.Length - shorter.Length < ClientKey.MaxLength
                && ClientKey.HasOnlyKeyLetters(longer.AsSpan(shorter.Length));
        }
    }
}
