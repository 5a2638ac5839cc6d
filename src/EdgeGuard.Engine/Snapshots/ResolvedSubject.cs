using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Targeting;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// A subject found (or not) in one snapshot; valid for that snapshot only. Immutable. The default value denies every question as
/// <see cref="Reason.UnknownSubject"/>.
/// </summary>
public readonly struct ResolvedSubject
{
    private readonly Hash128 _user;
    private readonly SnapshotModel? _model;
    private readonly TenantRow? _tenant;
    private readonly ulong[]? _wideRoles;
    private readonly ulong _roles;
    private readonly int _ordinal;

    internal ResolvedSubject(Reason reason, SnapshotModel model, TenantRow tenant, int ordinal, ulong roles, ulong[]? wideRoles)
    {
        Reason = reason;
        _model = model;
        _tenant = tenant;
        _ordinal = ordinal;
        _roles = roles;
        _wideRoles = wideRoles;
    }

    /// <summary><see cref="Reason.None"/> when the subject may be asked about; else why every question about it is denied.</summary>
    public Reason Reason { get; init; }

    /// <summary>Hash of the user's id, the user's name in changes; none when unknown.</summary>
    public Hash128 User
    {
        // Read on demand: decisions do not need it, and it is one more cache miss.
        get => _model is null ? _user : _model.Users.IdOf(_ordinal);
        init => _user = value;
    }

    /// <summary>
    /// Keys of the roles that the subject has and that exist, joined with ',' in ordinal order, memoised per distinct set; empty
    /// for none.
    /// </summary>
    public string Roles
    {
        get
        {
            if (_model is null || _tenant is null || _roles == 0)
                return "";
            if (_roles == SnapshotModel.NotKept)
                return RoleView(_model, _tenant).Join();
            return _tenant.Memo.At(_model.GlobalState)?.JoinedOf(_roles) ?? Join(_model, _tenant);
        }
    }

    /// <summary>What to ask of, as of the snapshot that found the subject; false when there is no one to ask about.</summary>
    internal bool TryOpen(AttributeSet? attributes, long now, out SubjectView view)
    {
        view = default;
        if (_model is null || _tenant is null)
            return false;
        view = new SubjectView
        {
            Model = _model, Tenant = _tenant, Home = _tenant, User = _ordinal, Now = now, Attributes = attributes, Roles = RoleView(_model, _tenant),
        };
        return true;
    }

    private RoleView RoleView(SnapshotModel model, TenantRow tenant) => new(model.GlobalRoles.Index, tenant.Roles?.Index, _roles, _wideRoles);

    private string Join(SnapshotModel model, TenantRow tenant)
    {
        var joined = RoleView(model, tenant).Join();
        tenant.Memo.At(model.GlobalState)?.KeepJoined(_roles, joined, model.RoleLimitOf(tenant));
        return joined;
    }
}
