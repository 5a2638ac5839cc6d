using EdgeGuard.Scim.Tests.Hosting;

namespace EdgeGuard.Scim.Tests.Enforcement;

/// <summary>A request and what it is about, for who judges the answer.</summary>
internal sealed record RandomQuestion(string Name, Func<Task<Answer>> Ask)
{
    /// <summary>The user in the path.</summary>
    public string? User { get; init; }

    /// <summary>The group in the path.</summary>
    public string? Group { get; init; }

    /// <summary>Users named as members.</summary>
    public IReadOnlyList<string>? Named { get; init; }

    public string? NewName { get; init; }

    public string? SearchedName { get; init; }

    /// <summary>The tenant in the path, or of the token.</summary>
    public string? Tenant { get; init; }

    public bool ShowsStatus { get; init; }

    public bool ListsUsers { get; init; }

    public bool ListsTenants { get; init; }
}
