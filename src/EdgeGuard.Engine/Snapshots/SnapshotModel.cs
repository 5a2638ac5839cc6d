using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Entitlements;
using EdgeGuard.Engine.Grants;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Matching;
using EdgeGuard.Engine.Storage;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// The tables of one state. Those of a finished snapshot are never written again; a builder works on a thawed copy.
/// </summary>
internal sealed class SnapshotModel
{
    /// <summary>Packed roles of a wide set that is not kept.</summary>
    public const ulong NotKept = ulong.MaxValue;

    // In what a user's slot remembers: roles of a combination that fits are themselves, others the bit and a number (RoleResults.Words).
    private const uint NumberBit = 1u << (UserSlot.MemoBits - 1);

    private readonly OwnerTokens _tokens;
    private readonly RoleTags _tags;
    private readonly Hash128 _stampKey;

    public SnapshotModel(DirectoryHasher hasher)
    {
        _tokens = new OwnerTokens();
        _tags = new RoleTags();
        Hasher = hasher;
        _stampKey = hasher.KeyFor(HashUse.Stamps);
        Tenants = new TenantTable();
        Groups = new GroupTable();
        Users = new UserTable();
        GroupSets = new GroupSetTable(hasher.KeyFor(HashUse.GroupSets));
        Resources = new ResourceTable(hasher.KeyFor(HashUse.Resources));
        GlobalRoles = new RoleTable(OwnerTokens.Shared);
        SetGlobalState();
    }

    private SnapshotModel(SnapshotModel other)
    {
        _tokens = other._tokens;
        _tags = other._tags;
        _stampKey = other._stampKey;
        Owner = _tokens.Next();
        Hasher = other.Hasher;
        Digest = other.Digest;
        Tenants = other.Tenants.Thaw(Owner);
        Groups = other.Groups.Thaw(Owner);
        Users = other.Users.Thaw(Owner);
        GroupSets = other.GroupSets.Thaw(Owner);
        Catalog = other.Catalog;
        Resources = other.Resources.Thaw(Owner);
        GlobalRoles = other.GlobalRoles;
        GlobalState = other.GlobalState;
        GlobalStamp = other.GlobalStamp;
    }

    /// <summary>Who may write this copy's own pages.</summary>
    public long Owner { get; }

    public DirectoryHasher Hasher { get; }

    public TenantTable Tenants { get; }

    public GroupTable Groups { get; }

    public UserTable Users { get; }

    public GroupSetTable GroupSets { get; }

    public RoleTable GlobalRoles { get; private set; }

    /// <summary>Features, plans and flags.</summary>
    public Catalog Catalog { get; set; } = Catalog.Empty;

    /// <summary>Resources and grants.</summary>
    public ResourceTable Resources { get; }

    /// <summary>Grows whenever the global roles change.</summary>
    public long GlobalState { get; private set; }

    /// <summary><see cref="GlobalState"/> as a stamp, which is to the global roles what <see cref="TenantRow.Stamp"/> is to a tenant.</summary>
    private ulong GlobalStamp { get; set; }

    /// <summary>Sum of the rows' hashes.</summary>
    public Hash128 Digest { get; set; }

    public SnapshotModel Thaw() => new(this);

    /// <summary>A pseudo-random number that this family of snapshots has not used before.</summary>
    public ulong NextStamp() => StampOf(_tokens.Next());

    /// <summary>For a tenant whose roles, or what gives them to users, are about to change.</summary>
    public RoleMemo NewMemo() => new(_tags);

    public void ReplaceGlobalRoles(RoleTable roles)
    {
        GlobalRoles = roles;
        SetGlobalState();
    }

    /// <summary>
    /// Says that a tenant's groups give other roles than before: each group set is looked at afresh when it is next used. Constant
    /// time, however many members.
    /// </summary>
    public void RenewGroups(int tenant) => Tenants.Put(Tenants.At(tenant) with { Stamp = NextStamp(), Memo = NewMemo() });

    /// <summary>The same, with <paramref name="more"/> nestings among them.</summary>
    public void RenewNestings(int tenant, int more)
    {
        var row = Tenants.At(tenant);
        var nestings = (row.Closures?.Nestings ?? 0) + more;
        Tenants.Put(row with { Stamp = NextStamp(), Memo = NewMemo(), Closures = nestings == 0 ? null : new GroupClosures(nestings) });
    }

    /// <summary>Results that <see cref="RoleResults"/> may keep for a tenant.</summary>
    public int RoleLimitOf(TenantRow tenant) => RoleResults.LimitFor(Tenants.UseOf(tenant.Ordinal).Users);

    /// <summary>
    /// The roles that its groups give a user of that tenant, packed (<see cref="RoleView"/>); false when the user is another tenant's.
    /// Remembered from the last time as long as the user's groups, the tenant's and the roles stay as they are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRolesOf(UserSlot user, TenantRow tenant, out ulong packed, out ulong[]? wide)
    {
        if (tenant.Memo.At(GlobalState) is { } results && user.TryRecall(results.Tag, out var memo))
        {
            packed = memo;
            wide = null;
            return (memo & NumberBit) == 0 || TryNumberedRoles(user, tenant, results, ref packed, out wide);
        }

        return TryFindRoles(user, tenant, out packed, out wide);
    }

    /// <summary>
    /// What <see cref="TryRolesOf(UserSlot, TenantRow, out ulong, out ulong[])"/> gives when it is remembered, is one word, and is all that there
    /// is to say of an active user.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRecallPlain(UserSlot user, RoleResults results, out ulong packed)
    {
        packed = 0;
        if (!user.IsPlain || !user.TryRecall(results.Tag, out var memo))
            return false;
        packed = memo;
        return (memo & NumberBit) == 0 || TryNumberedWord(results, ref packed);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool TryNumberedWord(RoleResults results, ref ulong packed)
    {
        packed = results.Words[(int)(packed & ~(ulong)NumberBit)];
        return (packed & (RoleView.WideBit | RoleView.MoreBit)) == 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryNumberedRoles(UserSlot user, TenantRow tenant, RoleResults results, ref ulong packed, out ulong[]? wide)
    {
        packed = results.Words[(int)(packed & ~(ulong)NumberBit)];
        wide = (packed & RoleView.WideBit) == 0 ? null : results.WideOf(packed & ~RoleView.MoreBit);
        return wide is not null || (packed & RoleView.WideBit) == 0 || TryFindRoles(user, tenant, out packed, out wide);
    }

    /// <summary>Works the roles out and has the user's slot remember them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryFindRoles(UserSlot user, TenantRow tenant, out ulong packed, out ulong[]? wide)
    {
        if (!TryRolesOf(Users.SetOf(user.Ordinal), tenant, out packed, out wide))
            return false;
        if (packed == NotKept || tenant.Memo.At(GlobalState) is not { } results)
            return true;
        if (packed < NumberBit)
            user.Remember(results.Tag, (uint)packed);
        else if (results.Words.NumberOf(packed) is >= 0 and var number)
            user.Remember(results.Tag, NumberBit | (uint)number);
        return true;
    }

    /// <summary>
    /// The roles that a group set gives its users; false when the set is another tenant's. Kept beside sets of several users from the last
    /// time as long as neither the tenant's stamp nor the global one changes.
    /// </summary>
    private bool TryRolesOf(int set, TenantRow tenant, out ulong packed, out ulong[]? wide)
    {
        wide = null;
        if (!GroupSets.TryRecall(set, tenant.Stamp ^ GlobalStamp, out packed))
            return TryComputeRoles(set, tenant, out packed, out wide);
        if ((packed & RoleView.WideBit) == 0)
            return true;
        wide = tenant.Memo.At(GlobalState)?.WideOf(packed & ~RoleView.MoreBit);
        return wide is not null || TryComputeRoles(set, tenant, out packed, out wide);
    }

    private bool TryComputeRoles(int set, TenantRow tenant, out ulong packed, out ulong[]? wide)
    {
        packed = 0;
        wide = null;
        if (GroupSets.TenantOf(set) != tenant.Ordinal)
            return false;

        var global = GlobalRoles.Index;
        var own = tenant.Roles?.Index;
        var words = RoleSet.WordsFor(global, own);
        var bits = words <= 64 ? stackalloc ulong[words] : new ulong[words];
        bits.Clear();
        var more = Collect(new MemberGroups(this, set, tenant), tenant, new RoleSet(global, own, bits)) ? RoleView.MoreBit : 0;
        if (!RoleView.TryPack(global, bits, out packed) && !TryKeepWide(tenant, bits, out packed, out wide))
            return true;
        packed |= more;
        GroupSets.Remember(set, tenant.Stamp ^ GlobalStamp, packed);
        return true;
    }

    /// <summary>
    /// Adds what the groups give in their own tenant at all times. True when they may give more: at times, or by inheritance from
    /// another tenant, wherever that one lies now (a move of tenants must not have to come here).
    /// </summary>
    private bool Collect(MemberGroups groups, TenantRow tenant, RoleSet roles)
    {
        var more = false;
        while (groups.TryNext(out var group))
        {
            var row = Groups.At(group);
            foreach (var key in row.Roles)
                roles.Add(key);
            foreach (var given in row.Assigned)
            {
                var here = given.Tenant == tenant.Hash;
                if (here && given.Period.IsAlways)
                    roles.Add(given.Role);
                else
                    more |= here || given.Inherit;
            }
        }

        roles.Close();
        return more;
    }

    private bool TryKeepWide(TenantRow tenant, ReadOnlySpan<ulong> roles, out ulong packed, out ulong[] wide)
    {
        packed = NotKept;
        if (tenant.Memo.At(GlobalState) is not { } results)
        {
            wide = roles.ToArray();
            return false;
        }

        var hash = RoleResults.PackWide(Hasher.KeyFor(HashUse.RoleSets), roles);
        if (results.WideOf(hash) is not { } known)
            results.KeepWide(hash, wide = roles.ToArray(), RoleLimitOf(tenant));
        else if (roles.SequenceEqual(known))
            wide = known;
        else
        {
            // Two sets of one hash (never seen, allowed for): the second is computed each time.
            wide = roles.ToArray();
            return false;
        }

        packed = hash;
        return true;
    }

    private void SetGlobalState()
    {
        GlobalState = _tokens.Next();
        GlobalStamp = StampOf(GlobalState);
    }

    private ulong StampOf(long number)
    {
        Span<byte> input = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(input, number);
        return SipHash128.Compute(_stampKey, input).Low;
    }
}
