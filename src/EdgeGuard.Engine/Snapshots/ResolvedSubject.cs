using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Directory;
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
    private readonly TenantRow? _home;
    private readonly ulong[]? _wideRoles;
    private readonly ulong _roles;
    private readonly int _ordinal;
    private readonly Reason _reason;

    internal ResolvedSubject(Reason reason, SnapshotModel model, TenantRow tenant, TenantRow home, int ordinal, ulong roles, ulong[]? wideRoles)
    {
        _reason = reason;
        _model = model;
        _tenant = tenant;
        _home = home;
        _ordinal = ordinal;
        _roles = roles;
        _wideRoles = wideRoles;
    }

    /// <summary><see cref="Reason.None"/> when the subject may be asked about; else why every question about it is denied.</summary>
    public Reason Reason
    {
        get => _model is null && _reason == Reason.None ? Reason.UnknownSubject : _reason;
        init => _reason = value;
    }

    /// <summary>Hash of the user's id, the user's name in changes; none when unknown.</summary>
    public Hash128 User
    {
        // Read on demand: decisions do not need it, and it is one more cache miss.
        get => _model is null ? _user : _model.Users.IdOf(_ordinal);
        init => _user = value;
    }

    /// <summary>
    /// Keys of the roles of which the role question answers yes at <paramref name="now"/> (Unix milliseconds), joined with ',' in
    /// ordinal order; empty for none. Memoised per distinct set where they do not depend on the instant.
    /// </summary>
    public string RolesAt(long now)
    {
        if (!TryOpen(attributes: null, now, out var view))
            return "";
        if (view.MayHoldMore)
            return Join(view);
        return _roles == 0 ? "" : view.Tenant.Memo.At(view.Model.GlobalState)?.JoinedOf(_roles) ?? Keep(view);
    }

    /// <summary>Where is asked, and the packed roles held there; false when these are not all, or do not fit into a word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryOpen([NotNullWhen(true)] out SnapshotModel? model, [NotNullWhen(true)] out TenantRow? tenant, out ulong roles)
    {
        (model, tenant, roles) = (_model, _tenant, _roles);
        return model is not null && tenant is not null && _reason == Reason.None && (roles & (RoleView.MoreBit | RoleView.WideBit)) == 0;
    }

    /// <summary>What to ask of, as of the snapshot that found the subject; false when there is no one to ask about.</summary>
    internal bool TryOpen(AttributeSet? attributes, long now, out SubjectView view)
    {
        view = default;
        if (_model is null || _tenant is null || _home is null)
            return false;
        view = new SubjectView
        {
            Model = _model,
            Tenant = _tenant,
            Home = _home,
            User = _ordinal,
            Now = now,
            Attributes = attributes,
            Roles = new RoleView(_model.GlobalRoles.Index, _tenant.Roles?.Index, _roles, _wideRoles),
            MayHoldMore = (_roles & RoleView.MoreBit) != 0,
        };
        return true;
    }

    private static string Join(in SubjectView view)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        view.AddRoles(keys);
        return string.Join(',', keys);
    }

    private string Keep(in SubjectView view)
    {
        var joined = Join(view);
        view.Tenant.Memo.At(view.Model.GlobalState)?.KeepJoined(_roles, joined, view.Model.RoleLimitOf(view.Tenant));
        return joined;
    }
}
