using System.Collections.Immutable;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>What one grantee is granted on one resource. Immutable; replaced by each change of it.</summary>
/// <param name="Resource">Ordinal of the resource.</param>
/// <param name="Grantee">Whom it is for.</param>
/// <param name="Holder">Ordinal of the user or group, which stays while it is granted anything; −1 for a role.</param>
internal sealed record GrantList(int Resource, Grantee Grantee, int Holder)
{
    public const int None = -1;

    private readonly ImmutableArray<Grant> _grants = [];
    private readonly int _patterns;

    /// <summary>Patterns before names, each in ordinal order.</summary>
    public ImmutableArray<Grant> Grants => _grants;

    /// <summary>The lists of the same resource and kind of grantee around this one.</summary>
    public int Next { get; init; } = None;

    public int Previous { get; init; } = None;

    private GrantList(GrantList other, ImmutableArray<Grant> grants)
        : this(other)
    {
        _grants = grants;
        _patterns = grants.Count(grant => grant.IsPattern);
    }

    /// <summary>True when something here covers the permission now: a search among the names, then the patterns one by one.</summary>
    public bool Covers(string permission, long now)
    {
        if (_patterns < _grants.Length && Find(isPattern: false, permission) is >= 0 and var at && _grants[at].Period.Contains(now))
            return true;
        for (var i = 0; i < _patterns; i++)
        {
            if (_grants[i].Covers(permission, now))
                return true;
        }

        return false;
    }

    public Grant? Find(string permission) => Find(Pattern.IsPattern(permission), permission) is >= 0 and var at ? _grants[at] : null;

    public GrantList With(Grant grant)
    {
        var at = Find(grant.IsPattern, grant.Permission);
        return new GrantList(this, at >= 0 ? _grants.SetItem(at, grant) : _grants.Insert(~at, grant));
    }

    public GrantList Without(string permission) =>
        Find(Pattern.IsPattern(permission), permission) is >= 0 and var at ? new GrantList(this, _grants.RemoveAt(at)) : this;

    private int Find(bool isPattern, string permission) => _grants.AsSpan().BinarySearch(new Key(isPattern, permission));

    /// <summary>Names a grant of the list, and is their order: patterns before names, each in ordinal order.</summary>
    private readonly struct Key(bool isPattern, string permission) : IComparable<Grant>
    {
        public int CompareTo(Grant? other)
        {
            if (other is null)
                return 1;
            if (isPattern != other.IsPattern)
                return isPattern ? -1 : 1;
            return string.CompareOrdinal(permission, other.Permission);
        }
    }
}
