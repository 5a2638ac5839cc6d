using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>
/// A made-up directory: a tenant for each thousand users, a hundred groups in each tenant, one of twenty global roles for each
/// group, ten groups for each user.
/// </summary>
internal sealed class Directory(int users, bool distinct, DirectoryHasher? hasher = null)
{
    public const int IdLength = 20;
    public const int GroupsPerTenant = 100;
    public const int UsersPerTenant = 1000;
    private const int GroupsPerUser = 10;
    private const int ProfilesPerTenant = 50;
    private const int Roles = 20;

    public int Users => users;

    public DirectoryHasher Hasher { get; } = hasher ?? new(new Hash128(1, 2), new Hash128(3, 4));

    public int Tenants => (users + UsersPerTenant - 1) / UsersPerTenant;

    /// <summary>Permissions that some users have and some have not.</summary>
    public Question[] Questions { get; } =
    [
        Question.Permission("documents3.read"), Question.Permission("documents7.write"), Question.Permission("reports5.any.export"), Question.Permission("nothing.here"),
    ];

    public static string TenantKey(int tenant) => $"tenant-{tenant}";

    public static void WriteId(int user, Span<char> id)
    {
        "user-000000000000000".CopyTo(id);
        user.TryFormat(id[(IdLength - Digits(user))..], out _);
    }

    public Hash128 Tenant(int user) => Hasher.Tenant(TenantKey(user / UsersPerTenant));

    public Hash128 User(int user) => Key(user, SubjectKeyKind.Id);

    public Hash128 Group(int tenant, int group) => Hasher.Group(Hasher.Tenant(TenantKey(tenant)), $"group-{group}");

    public Hash128 Key(int user, SubjectKeyKind kind)
    {
        Span<char> id = stackalloc char[IdLength];
        WriteId(user, id);
        return Hasher.Subject(Tenant(user), kind, id);
    }

    public SubjectClaim Claim(int user) => new(Tenant(user), User(user), SubjectClaim.NoToken);

    public Snapshot Build(int aliases = 0)
    {
        var epoch = new Epoch(new Hash128(5, 6));
        var builder = Snapshot.Empty(Hasher, epoch).ToBuilder();
        for (var role = 0; role < Roles; role++)
            Apply(builder, RolePut(role));
        for (var tenant = 0; tenant < Tenants; tenant++)
            Apply(builder, new Change.TenantPut(TenantKey(tenant), Suspended: false));
        for (var tenant = 0; tenant < Tenants; tenant++)
        {
            for (var group = 0; group < GroupsPerTenant; group++)
                Apply(builder, new Change.GroupPut(Group(tenant, group), Hasher.Tenant(TenantKey(tenant)), [$"role-{group % Roles}"]));
        }

        var hashes = new Hash128[GroupsPerTenant];
        for (var user = 0; user < users; user++)
        {
            if (user % UsersPerTenant == 0)
            {
                for (var group = 0; group < GroupsPerTenant; group++)
                    hashes[group] = Group(user / UsersPerTenant, group);
            }

            var id = User(user);
            Apply(builder, new Change.UserPut(id, Tenant(user), Active: true, NotBefore: 0));
            // Users of one profile draw the same groups; with distinct sets each user draws its own.
            var random = new Random(distinct ? user : (user / UsersPerTenant * ProfilesPerTenant) + (user % ProfilesPerTenant));
            for (var drawn = 0; drawn < GroupsPerUser;)
            {
                var before = builder.Digest;
                Apply(builder, new Change.MemberAdded(hashes[random.Next(GroupsPerTenant)], id));
                drawn += builder.Digest == before ? 0 : 1;
            }

            for (var alias = 0; alias < aliases; alias++)
                Apply(builder, new Change.AliasPut(Key(user, SubjectKeyKind.ExternalId + (byte)alias), id));
        }

        return builder.Build(epoch, 1);
    }

    public static Change.RolePut RolePut(int role) => new(
        "", $"role-{role}",
        [.. Enumerable.Range(0, 8).Select(i => $"documents{role}.action{i}"), $"documents{role}.read", $"documents{role}.write", $"reports{role}.*"]);

    public static void Apply(SnapshotBuilder builder, Change change)
    {
        if (!builder.TryApply(change, out var fault))
            throw new InvalidOperationException(fault);
    }

    private static int Digits(int number) => number < 10 ? 1 : 1 + Digits(number / 10);
}
