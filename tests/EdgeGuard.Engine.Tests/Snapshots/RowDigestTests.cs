using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Tests.Snapshots;

/// <summary>The golden values were computed by a second implementation from the documented encoding; they are part of the wire format.</summary>
public sealed class RowDigestTests
{
    private static readonly Hash128 Tenant = World.Tenant("acme");
    private static readonly Hash128 Group = World.Group("acme", "g-1");
    private static readonly Hash128 User = World.User("acme", "u-1");

    public static TheoryData<string, string, string> Golden => new()
    {
        { "tenant", RowDigest.Tenant(World.Hasher, "acme", suspended: false).ToString(), "760344aaa255d4bd5c7adb1fd2a63c75" },
        { "suspended tenant", RowDigest.Tenant(World.Hasher, "acme", suspended: true).ToString(), "e2beaa6cc4be35e773d9e21da8cb7f28" },
        { "role", RowDigest.Role(World.Hasher, "", "viewer", ["documents.read", "é.*"]).ToString(), "c824df5110882faf0808927e221dcbe4" },
        { "role of a tenant", RowDigest.Role(World.Hasher, "acme", "viewer", []).ToString(), "10cc90d37d40347bab81f69cbe9550da" },
        { "feature", RowDigest.TenantFeature(World.Hasher, Tenant, "sso", -1).ToString(), "41f378c9265fa560502d5851ed04fa09" },
        { "group", RowDigest.Group(World.Hasher, Group, Tenant, ["admin", "viewer"]).ToString(), "063ed631bd5f203bfec5a23dfc6b41b0" },
        { "user", RowDigest.User(World.Hasher, User, Tenant, active: true, 1_700_000_000_000).ToString(), "b49af7f4ea2d6cb863eed3db60ff85b9" },
        { "alias", RowDigest.Alias(World.Hasher, World.ExternalId("acme", "00u1"), User).ToString(), "27636e37de55f6ed8dc0286c49478be8" },
        { "member", RowDigest.Member(World.Hasher, Group, User).ToString(), "a50b4ad36361bee9610e74a991e6c1b1" },
        { "longer than the first buffer", RowDigest.Role(World.Hasher, "", "big", [new string('p', 200)]).ToString(), "a0902582b92c7c038f9c1995d8ce00ba" },
    };

    [Theory]
    [MemberData(nameof(Golden))]
    public void EachKind_KnownRow_GivesTheGoldenHash(string row, string hash, string golden) => hash.ShouldBe(golden, row);
}
