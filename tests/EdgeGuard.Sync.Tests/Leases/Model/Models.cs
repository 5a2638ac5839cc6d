namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>The models that are run, and how much of each: a few seconds by default, minutes with <c>EDGEGUARD_MODEL=long</c>.</summary>
internal static class Models
{
    private static readonly ModelSettings Everybody = new()
    {
        Edges = 2, Scims = 2, Asks = 6, EdgeCrashes = 2, ScimCrashes = 2, Leaves = 1, ScimLeaves = 1, Deactivations = 2, Reactivations = 1, OtherCommits = 1,
        Reveals = 3, Sweeps = true, Repeats = true, IdleTicks = 3,
    };

    // One edge, one scim and nothing else, so that the length of leases is all that happens.
    private static readonly ModelSettings Lengths = new() { Asks = 5, TermsChanges = 4, Length = 8, Sweeps = true };

    public static bool IsLong { get; } = System.Environment.GetEnvironmentVariable("EDGEGUARD_MODEL") == "long";

    /// <summary>Small enough to visit every state, without a limit of time: every message lost, late or never, every order.</summary>
    public static IReadOnlyDictionary<string, ModelSettings> Small { get; } = new Dictionary<string, ModelSettings>(StringComparer.Ordinal)
    {
        ["one of each"] = new() { Asks = 1 },
        ["one of each, edge restarts"] = new() { Asks = 1, EdgeCrashes = 1 },
        ["one of each, edge leaves"] = new() { Asks = 1, Leaves = 1 },
        ["one of each, scim leaves"] = new() { Asks = 1, ScimLeaves = 1 },
        ["two scims"] = new() { Scims = 2, Asks = 1 },
    };

    /// <summary>Visited as a whole only in the long form.</summary>
    public static IReadOnlyDictionary<string, ModelSettings> Larger { get; } = new Dictionary<string, ModelSettings>(StringComparer.Ordinal)
    {
        ["two asks"] = new() { Asks = 2 },
        ["scim restarts, retry"] = new() { Asks = 1, ScimCrashes = 1, Reveals = 1 },
        ["scim restarts, rows dropped"] = new() { Asks = 1, ScimCrashes = 1, Sweeps = true },
        ["two scims, one restarts"] = new() { Scims = 2, Asks = 1, ScimCrashes = 1 },
        ["two scims, one leaves"] = new() { Scims = 2, Asks = 1, ScimLeaves = 1, Leaves = 1 },
        ["two edges"] = new() { Edges = 2, Asks = 1 },
        ["restore"] = new() { Asks = 1, Restores = 1, Sweeps = true },
    };

    /// <summary>Too large for that: walked at random.</summary>
    public static IReadOnlyDictionary<string, ModelSettings> Large { get; } = new Dictionary<string, ModelSettings>(StringComparer.Ordinal)
    {
        ["everybody"] = Everybody,
        ["clock rates"] = Everybody with { ClockRates = true, Length = 12 },
        ["clock rates, long leases"] = Everybody with { ClockRates = true, Length = 16, Asks = 8 },
        ["restores"] = Everybody with { Restores = 2, OtherCommits = 2 },
        ["losses"] = Everybody with { Restores = 1, Losses = 1, OtherCommits = 2 },
        ["lengths"] = Everybody with { TermsChanges = 4, Length = 8 },
        ["lengths alone"] = Lengths,
    };

    /// <summary>The model in which a planted fault is looked for.</summary>
    public static ModelSettings For(Fault fault) => fault switch
    {
        Fault.WaitWithoutMargin => Everybody with { ClockRates = true, Length = 12 },
        Fault.LeaseKeptAcrossEpochs => Everybody with { Restores = 1, OtherCommits = 2 },
        Fault.WatermarkAcrossEpochs => new() { Scims = 2, Asks = 4, OtherCommits = 2, Restores = 1, Reveals = 2, IdleTicks = 2 },
        Fault.NewEpochWithoutMark => Everybody with { Losses = 1, OtherCommits = 2, ScimCrashes = 3 },
        Fault.SnapshotGoesBack => Everybody with { OtherCommits = 2 },
        Fault.RowInsertedInsideTick => new() { Scims = 2, Asks = 3, WarmStart = false },
        Fault.WaitsFollowReductionAtOnce or Fault.ReductionWithoutRevision => Lengths,
        _ => Everybody,
    } with { Fault = fault };
}
