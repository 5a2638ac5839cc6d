using System.Collections.Immutable;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Entitlements;

/// <summary>
/// What plans say of one user in one tenant at one instant: which are assigned, which were, and which have been found not to target it. Each
/// assignment is looked at once and the rules of each plan run once, however many features are asked for. Lives for one decision, or one list.
/// </summary>
internal readonly ref struct PlanSets
{
    /// <summary>Words on the stack: room for 1,024 plans.</summary>
    public const int OnStack = 1 + (3 * 16);

    private readonly CatalogIndex _index;

    // Whether the assignments have been looked at; then the plans that are live, those that have expired, and those that do not target.
    private readonly Span<ulong> _words;

    /// <param name="index">The plans.</param>
    /// <param name="words"><see cref="WordsFor"/> words, all zero at first, which may be handed to others of the same user and index later.</param>
    public PlanSets(CatalogIndex index, Span<ulong> words)
    {
        _index = index;
        _words = words;
    }

    private int Length => (_words.Length - 1) / 3;

    private Span<ulong> Live => _words.Slice(1, Length);

    private Span<ulong> Expired => _words.Slice(1 + Length, Length);

    private Span<ulong> Missing => _words[(1 + Length + Length)..];

    public static int WordsFor(CatalogIndex index) => 1 + (3 * ((index.PlanCount + 63) >> 6));

    /// <summary>True when a plan that the feature is in was given to the tenant, to one above it, or to the user, and is live.</summary>
    /// <param name="subject">Who asks, where and when.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="hasExpired">Becomes true when one was live once.</param>
    public bool AnyAssigned(in SubjectView subject, FeatureModel feature, ref bool hasExpired)
    {
        if (feature.Plans.Length == 0)
            return false;
        if (_words[0] == 0)
            Scan(subject);

        foreach (ref readonly var plan in feature.Plans.AsSpan())
        {
            if (Has(Live, plan.Number))
                return true;
            hasExpired |= Has(Expired, plan.Number);
        }

        return false;
    }

    /// <summary>True when a plan that the feature is in gives it to whoever has these attributes.</summary>
    public bool AnyTargets(FeatureModel feature, in AttributeScope attributes, ref DecisionCourse course)
    {
        foreach (ref readonly var plan in feature.Plans.AsSpan())
        {
            if (Has(Missing, plan.Number))
                continue;
            if (plan.Plan.Targets(attributes, ref course))
                return true;
            Add(Missing, plan.Number);
        }

        return false;
    }

    private static bool Has(ReadOnlySpan<ulong> set, int number) => (set[number >> 6] >> number & 1) != 0;

    private static void Add(Span<ulong> set, int number) => set[number >> 6] |= 1UL << number;

    private void Scan(in SubjectView subject)
    {
        _words[0] = 1;
        for (var tenant = subject.Tenant; tenant is not null; tenant = subject.Model.Tenants.Above(tenant))
            Scan(tenant.Plans, reachesAll: tenant.Ordinal == subject.Tenant.Ordinal, subject.Now);
        if (subject.Extras is { } extras)
            Scan(extras.Plans, reachesAll: subject.Home.Ordinal == subject.Tenant.Ordinal, subject.Now);
    }

    /// <param name="plans">What a holder was given.</param>
    /// <param name="reachesAll">Whether the holder is of the tenant in which is asked; from one above it, only what is inherited counts.</param>
    /// <param name="now">Unix milliseconds.</param>
    private void Scan(ImmutableArray<Change.PlanAssigned> plans, bool reachesAll, long now)
    {
        foreach (var plan in plans)
        {
            if ((reachesAll || plan.Inherit) && plan.ActiveFrom <= now && _index.NumberOf(plan.Plan) is >= 0 and var number)
                Add(Expiry.IsLive(plan.ExpiresAt, now) ? Live : Expired, number);
        }
    }
}
