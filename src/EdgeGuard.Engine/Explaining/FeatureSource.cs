using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining;

/// <summary>Something that gives a feature, or might have (SEMANTICS section 2). Immutable.</summary>
public abstract record FeatureSource
{
    private FeatureSource()
    {
    }

    /// <summary>True when it alone entitles.</summary>
    public abstract bool Gives { get; }

    /// <summary>Given to the tenant asked in.</summary>
    /// <param name="ExpiresAt">Unix milliseconds, inclusive, or −1 for never.</param>
    /// <param name="Standing">Live, or no longer.</param>
    public sealed record ByTenant(long ExpiresAt, Standing Standing) : FeatureSource
    {
        /// <inheritdoc/>
        public override bool Gives => Standing == Standing.Live;
    }

    /// <summary>In a plan that is given to the user, the tenant asked in or one above it.</summary>
    /// <param name="Assignment">The row.</param>
    /// <param name="Tenant">Key of the tenant that has it, or to which the user that has it belongs.</param>
    /// <param name="IsInherited">True when that tenant is above the one asked in.</param>
    /// <param name="Standing">Whether it counts.</param>
    public sealed record ByPlan(Change.PlanAssigned Assignment, string Tenant, bool IsInherited, Standing Standing) : FeatureSource
    {
        /// <inheritdoc/>
        public override bool Gives => Standing == Standing.Live;
    }

    /// <summary>The feature's flag.</summary>
    /// <param name="IsOn">When it is off, the rules are not looked at.</param>
    /// <param name="Targeting">What the rules came to, or the off treatment.</param>
    public sealed record ByFlag(bool IsOn, Targeted Targeting) : FeatureSource
    {
        /// <inheritdoc/>
        public override bool Gives => Targeting.Gives;
    }

    /// <summary>The targeting rules of a plan that has the feature.</summary>
    /// <param name="Plan">Key of the plan.</param>
    /// <param name="Targeting">What the rules came to.</param>
    public sealed record ByTargeting(string Plan, Targeted Targeting) : FeatureSource
    {
        /// <inheritdoc/>
        public override bool Gives => Targeting.Gives;
    }
}
