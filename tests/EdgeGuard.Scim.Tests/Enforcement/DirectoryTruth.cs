using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>What one connection's directory holds at an instant, read past every gate.</summary>
internal sealed record DirectoryTruth(
    long Version,
    IReadOnlyDictionary<string, bool?> Suspended,
    IReadOnlyDictionary<string, DirectoryTruth.User> Users,
    IReadOnlyDictionary<string, IReadOnlySet<string>> Members)
{
    private static readonly string[] Tenants = ["acme", "globex"];

    public static async Task<DirectoryTruth> ReadAsync(ScimServer server) => await server.Store.ReadAsync(
        read =>
        {
            var suspended = Tenants.ToDictionary(tenant => tenant, tenant => read.Catalog.FindTenant(tenant)?.Suspended, StringComparer.Ordinal);
            var connection = read.Connections.Find("okta-1")!;
            var users = read.Users.Scan(connection).ToDictionary(row => row.Id, row => new User(row.UserName, row.Active), StringComparer.Ordinal);
            var members = read.Groups.Scan(connection).ToList().ToDictionary(
                row => row.Id, IReadOnlySet<string> (row) => read.Groups.MembersOf(row).Select(member => member.Id).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
            return new DirectoryTruth(read.Head().Version, suspended, users, members);
        },
        TestContext.Current.CancellationToken);

    internal sealed record User(string Name, bool Active);
}
