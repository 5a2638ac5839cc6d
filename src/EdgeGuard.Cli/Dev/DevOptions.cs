using EdgeGuard.Cli.Verify;

namespace EdgeGuard.Cli.Dev;

/// <summary>What the command line of <c>dev</c> asks for.</summary>
internal sealed record DevOptions
{
    public const int DefaultEdges = 3;
    public const int MaxEdges = 32;

    /// <summary>Data folder; null means <see cref="DataFolder.DefaultPath"/>.</summary>
    public string? Data { get; init; }

    /// <summary>StackExchange.Redis connection string of a Redis to use instead of the embedded Garnet.</summary>
    public string? Redis { get; init; }

    /// <summary>Take free ports everywhere instead of trying 8080, 8081, 8082 and 8084 first.</summary>
    public bool AnyPorts { get; init; }

    /// <summary>Number of edges, 1 to 32.</summary>
    public int Edges { get; init; } = DefaultEdges;

    /// <summary>Length of the leases; null for scim's default. Below two seconds it is for tests only.</summary>
    public TimeSpan? Lease { get; init; }

    /// <summary>Settings of children, over those that <c>dev</c> gives them; the last of a name counts.</summary>
    public IReadOnlyList<ChildSetting> Settings { get; init; } = [];

    /// <summary>Run the verification once everything is up.</summary>
    public bool Verify { get; init; }

    /// <summary>Stop after the verification and exit with its code.</summary>
    public bool ExitAfterVerify { get; init; }

    /// <summary>Judge times too.</summary>
    public bool Strict { get; init; }

    /// <summary>Requests that the verification sends after deactivations.</summary>
    public int Race { get; init; } = VerifyOptions.DefaultRace;
}
