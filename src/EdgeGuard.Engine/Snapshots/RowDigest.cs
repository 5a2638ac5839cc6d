using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

/// <summary>
/// The hash with which each row enters the state digest (DESIGN section 4.3). The digest of a state is the sum of its rows'
/// hashes modulo 2^128, so it does not depend on order and changes in constant time per row. The writer (from its database rows)
/// and the edge (from its snapshot) compute it independently; both use this type. Stateless; thread-safe.
/// </summary>
/// <remarks>The encodings are part of the wire format: the first byte is the row kind, text is length-prefixed UTF-8.</remarks>
public static partial class RowDigest
{
    // Rows without long texts fit, and cost no trip to the pool.
    private const int StackBytes = 128;

    /// <summary>Hash of the row that a put describes.</summary>
    /// <exception cref="ArgumentException">The change is a removal: it leaves no row.</exception>
    public static Hash128 Of(DirectoryHasher hasher, Change put) => put switch
    {
        Change.TenantPut c => Tenant(hasher, c.Key, c.Suspended, c.Parent),
        Change.RolePut c => Role(hasher, c.Scope, c.Key, c.Patterns.AsSpan(), c.Parents.AsSpan()),
        Change.TenantFeaturePut c => TenantFeature(hasher, c.Tenant, c.Feature, c.ExpiresAt),
        Change.GroupPut c => Group(hasher, c.Group, c.Tenant, c.Roles.AsSpan()),
        Change.UserPut c => User(hasher, c.User, c.Tenant, c.Active, c.NotBefore),
        Change.AliasPut c => Alias(hasher, c.Alias, c.User),
        Change.MemberAdded c => Member(hasher, c.Group, c.User),
        Change.GroupNested c => Nesting(hasher, c.Parent, c.Child),
        Change.UserAttributesPut c => Attributes(hasher, c.User, c.Attributes),
        Change.FeaturePut c => Feature(hasher, c),
        Change.PlanPut c => Plan(hasher, c),
        Change.FlagPut c => Flag(hasher, c),
        Change.PlanAssigned c => PlanAssignment(hasher, c),
        Change.RoleAssigned c => RoleAssignment(hasher, c),
        Change.PermissionAssigned c => PermissionAssignment(hasher, c),
        Change.GrantPut c => Grant(hasher, c),
        Change.ResourceParentPut c => ResourceParent(hasher, c),
        _ => throw new ArgumentException($"{put.GetType().Name} is no put.", nameof(put)),
    };

    /// <summary>Hash of a tenant row.</summary>
    [SkipLocalsInit]
    public static Hash128 Tenant(DirectoryHasher hasher, string key, bool suspended, string parent = "")
    {
        var row = new Row(1, stackalloc byte[StackBytes]).Text(key).Flag(suspended);
        // What most rows do not have is written only when it is there: the row stays as short, and rows of earlier versions keep their hash.
        return (parent.Length == 0 ? row : row.Text(parent)).Hash(hasher);
    }

    /// <summary>Hash of a role row.</summary>
    [SkipLocalsInit]
    public static Hash128 Role(DirectoryHasher hasher, string scope, string key, ReadOnlySpan<string> patterns, ReadOnlySpan<string> parents = default)
    {
        var row = new Row(2, stackalloc byte[StackBytes]).Text(scope).Text(key).Texts(patterns);
        return (parents.IsEmpty ? row : row.Texts(parents)).Hash(hasher);
    }

    /// <summary>Hash of a tenant's feature row.</summary>
    [SkipLocalsInit]
    public static Hash128 TenantFeature(DirectoryHasher hasher, Hash128 tenant, string feature, long expiresAt) =>
        new Row(3, stackalloc byte[StackBytes]).Hash(tenant).Text(feature).Number(expiresAt).Hash(hasher);

    /// <summary>Hash of a group row.</summary>
    [SkipLocalsInit]
    public static Hash128 Group(DirectoryHasher hasher, Hash128 group, Hash128 tenant, ReadOnlySpan<string> roles) =>
        new Row(4, stackalloc byte[StackBytes]).Hash(group).Hash(tenant).Texts(roles).Hash(hasher);

    /// <summary>The same for role keys as <see cref="BytesOf"/> gives them, which many groups share.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Hash128 Group(DirectoryHasher hasher, Hash128 group, Hash128 tenant, byte[] roles)
    {
        const int head = 1 + (2 * Hash128.Size);
        var length = head + roles.Length;
        var row = length <= 4 * StackBytes ? stackalloc byte[4 * StackBytes] : new byte[length];
        row[0] = 4;
        group.Write(row[1..]);
        tenant.Write(row[(1 + Hash128.Size)..]);
        roles.CopyTo(row[head..]);
        return SipHash128.Compute(hasher.DigestKey, row[..length]);
    }

    /// <summary>Texts as they stand in a row.</summary>
    internal static byte[] BytesOf(ReadOnlySpan<string> texts) => new Row(0, new byte[StackBytes]).Texts(texts).Bytes()[1..];

    /// <summary>Hash of a user row.</summary>
    [SkipLocalsInit]
    public static Hash128 User(DirectoryHasher hasher, Hash128 user, Hash128 tenant, bool active, long notBefore) =>
        new Row(5, stackalloc byte[StackBytes]).Hash(user).Hash(tenant).Flag(active).Number(notBefore).Hash(hasher);

    /// <summary>Hash of an alias row.</summary>
    [SkipLocalsInit]
    public static Hash128 Alias(DirectoryHasher hasher, Hash128 alias, Hash128 user) =>
        new Row(6, stackalloc byte[StackBytes]).Hash(alias).Hash(user).Hash(hasher);

    /// <summary>Hash of a membership row.</summary>
    [SkipLocalsInit]
    public static Hash128 Member(DirectoryHasher hasher, Hash128 group, Hash128 user) =>
        new Row(7, stackalloc byte[StackBytes]).Hash(group).Hash(user).Hash(hasher);

    /// <summary>Builds one canonical row on a buffer that it is given, or on a pooled one when that is too small; used once, in one expression.</summary>
    private ref partial struct Row
    {
        private Span<byte> _buffer;
        private byte[]? _rented;
        private int _length;

        public Row(byte kind, Span<byte> buffer)
        {
            _buffer = buffer;
            _buffer[0] = kind;
            _length = 1;
        }

        public Row Byte(byte value)
        {
            Reserve(1)[0] = value;
            return this;
        }

        public Row Flag(bool value) => Byte(value ? (byte)1 : (byte)0);

        public Row Number(long value)
        {
            BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value);
            return this;
        }

        public Row Hash(Hash128 value)
        {
            value.Write(Reserve(Hash128.Size));
            return this;
        }

        public Row Text(string value)
        {
            var count = Encoding.UTF8.GetByteCount(value);
            BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), count);
            Encoding.UTF8.GetBytes(value, Reserve(count));
            return this;
        }

        public Row Texts(ReadOnlySpan<string> values)
        {
            BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), values.Length);
            foreach (var value in values)
                Text(value);
            return this;
        }

        public Hash128 Hash(DirectoryHasher hasher)
        {
            var hash = SipHash128.Compute(hasher.DigestKey, _buffer[.._length]);
            if (_rented is not null)
                ArrayPool<byte>.Shared.Return(_rented);
            return hash;
        }

        public readonly byte[] Bytes()
        {
            var bytes = _buffer[.._length].ToArray();
            if (_rented is not null)
                ArrayPool<byte>.Shared.Return(_rented);
            return bytes;
        }

        private Span<byte> Reserve(int count)
        {
            if (_length + count > _buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
                _buffer[.._length].CopyTo(larger);
                if (_rented is not null)
                    ArrayPool<byte>.Shared.Return(_rented);
                _buffer = _rented = larger;
            }

            var span = _buffer.Slice(_length, count);
            _length += count;
            return span;
        }
    }
}
