using EdgeGuard.V1;

namespace EdgeGuard.Cli.Verify.Steps;

/// <summary>A user who goes round and round, and how long each change that takes something away took.</summary>
internal sealed class CycledUser
{
    private readonly VerifyContext _context;
    private readonly ScimConnection _scim;
    private readonly string _group;
    private readonly StoryUser _user;

    private CycledUser(VerifyContext context, ScimConnection scim, string group, StoryUser user)
    {
        _context = context;
        _scim = scim;
        _group = group;
        _user = user;
    }

    /// <summary>From leaving the group until every edge denies.</summary>
    public List<TimeSpan> RoleChange { get; } = [];

    /// <summary>From sending the deactivation to its response.</summary>
    public List<TimeSpan> Answered { get; } = [];

    /// <summary>From there until every edge denies.</summary>
    public List<TimeSpan> Deactivation { get; } = [];

    /// <summary>Creates the user as a member of a group that may read.</summary>
    public static async Task<CycledUser> CreateAsync(
        VerifyContext context, ScimConnection scim, string group, StoryUser user, CancellationToken cancellationToken)
    {
        await scim.CreateUserAsync(user, cancellationToken);
        var cycled = new CycledUser(context, scim, group, user);
        var joined = await scim.AddMemberAsync(group, user, cancellationToken);
        await cycled.AllowedAsync(joined.Received, cancellationToken);
        return cycled;
    }

    public void Forget()
    {
        RoleChange.Clear();
        Answered.Clear();
        Deactivation.Clear();
    }

    public async Task CycleAsync(CancellationToken cancellationToken)
    {
        // Each cycle needs a token of its own: the deactivation before has put the last one under its not-before mark.
        var token = await _context.NewTokenAsync(_user.ExternalId, cancellationToken);
        var left = await _scim.RemoveMemberAsync(_group, _user, cancellationToken);
        RoleChange.Add(await DeniedAsync(left.Received, token, Reason.MissingPermission, cancellationToken));
        var joined = await _scim.AddMemberAsync(_group, _user, cancellationToken);
        await AllowedAsync(joined.Received, cancellationToken);

        var sent = _context.Time.GetTimestamp();
        var inactive = await _scim.SetActiveAsync(_user, active: false, cancellationToken);
        Answered.Add(_context.Time.GetElapsedTime(sent, inactive.Received));
        Deactivation.Add(await DeniedAsync(inactive.Received, token, Reason.UserInactive, cancellationToken));
        var active = await _scim.SetActiveAsync(_user, active: true, cancellationToken);
        await AllowedAsync(active.Received, cancellationToken);
    }

    private Task<Enforcement> AllowedAsync(long since, CancellationToken cancellationToken) =>
        _context.Propagation.UntilAsync(since, [Expectations.MayReadByCheck(_context.Tenant, _user)], cancellationToken);

    private async Task<TimeSpan> DeniedAsync(long since, string token, Reason reason, CancellationToken cancellationToken) =>
        (await _context.Propagation.UntilAsync(since, [Expectations.MayNotRead(_context.Tenant, _user, token, reason)], cancellationToken)).AllEdges;
}
