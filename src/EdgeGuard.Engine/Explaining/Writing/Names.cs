using System.Globalization;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Writing;

/// <summary>How things are called in texts.</summary>
internal readonly struct Names(DirectoryNames? directory)
{
    private const int ShortHash = 8;

    public string User(Hash128 hash) => "user " + Of(HolderKind.User, hash);

    public string Group(Hash128 hash) => "group " + Of(HolderKind.Group, hash);

    public string Tenant(Hash128 hash) => "tenant " + Of(HolderKind.Tenant, hash);

    public static string Role(RoleName role) => role.Scope.Length == 0 ? "role " + role.Key : $"role {role.Key} of tenant {role.Scope}";

    public static string Resource(ResourceName resource) => $"{resource.Type} {resource.Id}";

    /// <summary>An instant in ISO 8601; beyond the years that a clock can show, its Unix milliseconds.</summary>
    public static string Instant(long unixMilliseconds) =>
        unixMilliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && unixMilliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{unixMilliseconds} ms");

    private string Of(HolderKind kind, Hash128 hash) => directory?.Invoke(kind, hash) ?? hash.ToString()[..ShortHash];
}
