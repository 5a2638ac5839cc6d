using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// A subject found (or not) in one snapshot; valid for that snapshot only. Immutable. The default value denies every question as
/// <see cref="Reason.UnknownSubject"/>.
/// </summary>
public readonly struct ResolvedSubject
{
    private readonly Hash128 _user;
    private readonly UserTable? _users;
    private readonly int _ordinal;

    internal ResolvedSubject(Reason reason, UserTable users, int ordinal, TenantRow tenant, RoleSet roles)
    {
        Reason = reason;
        _users = users;
        _ordinal = ordinal;
        Tenant = tenant;
        RoleSet = roles;
    }

    /// <summary><see cref="Reason.None"/> when the subject may be asked about; else why every question about it is denied.</summary>
    public Reason Reason { get; init; }

    /// <summary>Hash of the user's id, the user's name in changes; none when unknown.</summary>
    public Hash128 User
    {
        // Read on demand: decisions do not need it, and it is one more cache miss.
        get => _users is null ? _user : _users.IdOf(_ordinal);
        init => _user = value;
    }

    /// <summary>
    /// Keys of the roles that the subject has and that exist, joined with ',' in ordinal order, memoised per distinct set; empty
    /// for none.
    /// </summary>
    public string Roles => RoleSet?.Joined ?? "";

    internal TenantRow? Tenant { get; }

    internal RoleSet? RoleSet { get; }
}
