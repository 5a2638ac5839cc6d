using System.Collections.Immutable;

namespace EdgeGuard.Engine.Snapshots;

// The catalog: what the SaaS team defines (DESIGN section 2).
public abstract partial record Change
{
    /// <summary>
    /// A role: permission patterns (SEMANTICS section 7). <paramref name="Scope"/> is a tenant key, or empty for a global role.
    /// </summary>
    public sealed record RolePut(string Scope, string Key, ImmutableArray<string> Patterns) : Change
    {
        /// <summary>
        /// Keys of roles whose holder this role's holder also is, sorted ordinally without duplicates; looked up like a group's role
        /// keys. Refused when it closes a circle.
        /// </summary>
        public ImmutableArray<string> Parents { get; init; } = [];

        /// <inheritdoc/>
        public bool Equals(RolePut? other) =>
            other is not null && Scope == other.Scope && Key == other.Key &&
            Patterns.AsSpan().SequenceEqual(other.Patterns.AsSpan()) && Parents.AsSpan().SequenceEqual(other.Parents.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Scope, Key, Patterns.AsSpan().Length, Parents.AsSpan().Length);
    }

    /// <summary>A role is gone; whatever names it grants nothing by it until it is put again.</summary>
    public sealed record RoleRemoved(string Scope, string Key) : Change;

    /// <summary>
    /// A feature, and the permissions that only its holders may use: sorted ordinally without duplicates, <c>*</c> as in role patterns
    /// (SEMANTICS sections 7.3 and 10). Giving a feature does not need it: a feature exists when any row names it.
    /// </summary>
    public sealed record FeaturePut(string Key, ImmutableArray<string> LinkedPermissions) : Change
    {
        /// <inheritdoc/>
        public bool Equals(FeaturePut? other) =>
            other is not null && Key == other.Key && LinkedPermissions.AsSpan().SequenceEqual(other.LinkedPermissions.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Key, LinkedPermissions.AsSpan().Length);
    }

    /// <summary>A feature links no permission any more.</summary>
    public sealed record FeatureRemoved(string Key) : Change;

    /// <summary>
    /// A plan: the features in it (sorted ordinally, without duplicates) and whom it targets without being assigned (SEMANTICS section 3).
    /// </summary>
    /// <param name="Key">Client key.</param>
    /// <param name="Features">Keys of features.</param>
    /// <param name="DefaultTreatment">The treatment when no rule matches: <c>true</c>; anything else is not true.</param>
    /// <param name="Rules">A JSON array of rules with the wire names of SEMANTICS sections 4 and 5; <c>[]</c> for none.</param>
    public sealed record PlanPut(string Key, ImmutableArray<string> Features, string DefaultTreatment, string Rules) : Change
    {
        /// <inheritdoc/>
        public bool Equals(PlanPut? other) =>
            other is not null && Key == other.Key && DefaultTreatment == other.DefaultTreatment && Rules == other.Rules &&
            Features.AsSpan().SequenceEqual(other.Features.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Key, Features.AsSpan().Length, DefaultTreatment, Rules);
    }

    /// <summary>A plan is gone; assignments of it give nothing until it is put again.</summary>
    public sealed record PlanRemoved(string Key) : Change;

    /// <summary>The flag of a feature (SEMANTICS section 3); at most one for each.</summary>
    /// <param name="Feature">Key of the feature.</param>
    /// <param name="On">Off: <paramref name="OffTreatment"/>, and the rules are not looked at.</param>
    /// <param name="OffTreatment">See <paramref name="On"/>.</param>
    /// <param name="DefaultTreatment">As in <see cref="PlanPut"/>.</param>
    /// <param name="Rules">As in <see cref="PlanPut"/>.</param>
    public sealed record FlagPut(string Feature, bool On, string OffTreatment, string DefaultTreatment, string Rules) : Change;

    /// <summary>A feature has no flag any more.</summary>
    public sealed record FlagRemoved(string Feature) : Change;
}
