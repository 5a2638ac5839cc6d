using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Walking;

/// <summary>One question and what the state knows of whom it is about, however far that goes. Lives for one explanation.</summary>
internal sealed class Inquiry
{
    private DecisionCourse _course;

    private Inquiry(SnapshotModel model, in SubjectClaim claim, in Question question, long now)
    {
        (Model, Claim, Question, Now) = (model, claim, question, now);
        Tenant = model.Tenants.Find(claim.Tenant);
        for (var at = Tenant; at is not null; at = model.Tenants.Above(at))
            Levels.Add(at);

        User = model.Users.FindByKey(claim.Subject);
        if (User < 0)
            return;
        var set = model.Users.SetOf(User);
        UserId = model.Users.IdOf(User);
        Home = model.Tenants.At(model.GroupSets.TenantOf(set));
        IsActive = model.Users.IsActive(User);
        NotBefore = model.Users.NotBeforeOf(User);
        if (Level(Home.Hash) is null)
            return;
        IsHere = true;
        Extras = model.Users.ExtrasOf(User);
        Groups = new GroupWalk(model, set);
    }

    public SnapshotModel Model { get; }

    public SubjectClaim Claim { get; }

    public Question Question { get; }

    /// <summary>Unix milliseconds.</summary>
    public long Now { get; }

    /// <summary>The tenant asked in; null when it is not known.</summary>
    public TenantRow? Tenant { get; }

    /// <summary>The tenant asked in, then those above it.</summary>
    public List<TenantRow> Levels { get; } = [];

    /// <summary>Ordinal of the user who has the subject key; −1 for none.</summary>
    public int User { get; }

    public Hash128 UserId { get; }

    /// <summary>The user's tenant.</summary>
    public TenantRow? Home { get; }

    /// <summary>True when the user belongs to the tenant asked in or to one above it. Otherwise it holds nothing here.</summary>
    public bool IsHere { get; }

    public bool IsActive { get; }

    /// <summary>Unix milliseconds; 0 for none.</summary>
    public long NotBefore { get; }

    public UserExtras? Extras { get; }

    public GroupWalk Groups { get; } = GroupWalk.Empty;

    /// <summary>What all that is looked at has spent on patterns: together no more than one decision may.</summary>
    public ref DecisionCourse Course => ref _course;

    /// <summary>True when changes can name whom they give something and where.</summary>
    public bool CanGive => Tenant is not null && IsHere;

    public static Inquiry Open(SnapshotModel model, in SubjectClaim claim, in Question question, long now) => new(model, claim, question, now);

    /// <summary>The tenant asked in or above it that has that hash; null for any other.</summary>
    public TenantRow? Level(Hash128 tenant)
    {
        foreach (var level in Levels)
        {
            if (level.Hash == tenant)
                return level;
        }

        return null;
    }

    /// <summary>Whether what is given at a level counts.</summary>
    public Standing StandingOf(TenantRow level, bool inherit, ActivePeriod period)
    {
        if (!inherit && !ReferenceEquals(level, Tenant))
            return Standing.NotInherited;
        return StandingOf(period);
    }

    /// <summary>Whether a period contains the instant of the question.</summary>
    public Standing StandingOf(ActivePeriod period)
    {
        if (period.Contains(Now))
            return Standing.Live;
        return Now < period.From ? Standing.NotYet : Standing.NoLonger;
    }
}
