using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>One state of everything: the database, the processes with the product's machines, and the messages under way.</summary>
internal sealed class World
{
    private readonly Stage _stage;
    private uint _ownEdges;
    private uint _ownScims;

    public World(Stage stage, ModelSettings settings)
    {
        _stage = stage;
        Settings = settings;
        Clocks = new long[settings.Edges + settings.Scims];
        Steady = new int[Clocks.Length];
        Edges = new EdgeProcess?[settings.Edges];
        EdgeLives = new int[settings.Edges];
        AsksLeft = new int[settings.Edges];
        Disks = new Version?[settings.Edges];
        DiskDeadlines = new long[settings.Edges];
        Scims = new ScimProcess?[settings.Scims];
        ScimLives = new int[settings.Scims];
        ScimIncarnations = new int[settings.Scims];
    }

    private World(World from)
    {
        _stage = from._stage;
        Settings = from.Settings;
        Clocks = [.. from.Clocks];
        Steady = [.. from.Steady];
        Edges = [.. from.Edges];
        EdgeLives = [.. from.EdgeLives];
        AsksLeft = [.. from.AsksLeft];
        Disks = [.. from.Disks];
        DiskDeadlines = [.. from.DiskDeadlines];
        Scims = [.. from.Scims];
        ScimLives = [.. from.ScimLives];
        ScimIncarnations = [.. from.ScimIncarnations];
        Rows = [.. from.Rows];
        Committed = [.. from.Committed];
        Acknowledged = [.. from.Acknowledged];
        Messages = [.. from.Messages];
        Head = from.Head;
        Terms = from.Terms;
        IsUnsettled = from.IsUnsettled;
        LossyEpochs = from.LossyEpochs;
        Epochs = from.Epochs;
        Left = from.Left;
    }

    public ModelSettings Settings { get; }

    /// <summary>Edges first, then scims.</summary>
    public long[] Clocks { get; }

    /// <summary>Units since each clock last skipped or repeated one.</summary>
    public int[] Steady { get; }

    // The database.
    public Version Head { get; set; } = Version.First;

    public LeaseTerms Terms { get; set; }

    public bool IsUnsettled { get; set; }

    public List<ScimRow> Rows { get; } = [];

    /// <summary>Commits are lost and no new epoch has begun: A1 does not hold.</summary>
    public bool IsLossy => HasLost(Head.Epoch);

    /// <summary>One bit for each epoch that has lost commits.</summary>
    public ulong LossyEpochs { get; set; }

    /// <summary>Everything ever committed; Redis may still have it.</summary>
    public List<Version> Committed { get; } = [Version.First];

    public int Epochs { get; set; } = 1;

    // The processes, null while one is down.
    public EdgeProcess?[] Edges { get; }

    public int[] EdgeLives { get; }

    public int[] AsksLeft { get; }

    public Version?[] Disks { get; }

    public long[] DiskDeadlines { get; }

    public ScimProcess?[] Scims { get; }

    public int[] ScimLives { get; }

    public int[] ScimIncarnations { get; }

    public List<Message> Messages { get; } = [];

    public List<Version> Acknowledged { get; } = [];

    /// <summary>How often each thing may still happen.</summary>
    public Budget Left { get; set; }

    public bool HasLost(int epoch) => (LossyEpochs & (1UL << epoch)) != 0;

    public World Copy() => new(this);

    public EdgeProcess Edit(int edge)
    {
        if ((_ownEdges & (1u << edge)) == 0)
        {
            _ownEdges |= 1u << edge;
            Edges[edge] = Copies.Copy(Edges[edge]!, _stage.EdgeClocks[edge]);
        }

        return Edges[edge]!;
    }

    public ScimProcess EditScim(int scim)
    {
        if ((_ownScims & (1u << scim)) == 0)
        {
            _ownScims |= 1u << scim;
            Scims[scim] = Copies.Copy(Scims[scim]!, _stage.ScimClocks[scim], _stage.NextScimLives[scim]);
        }

        return Scims[scim]!;
    }

    public void Start(int edge, EdgeProcess? process)
    {
        _ownEdges |= 1u << edge;
        Edges[edge] = process;
    }

    public void StartScim(int scim, ScimProcess? process)
    {
        _ownScims |= 1u << scim;
        Scims[scim] = process;
    }

    public long EdgeNow(int edge) => Clocks[edge];

    public long ScimNow(int scim) => Clocks[Edges.Length + scim];

    public bool IsRunning(int edge) => Edges[edge] is { } process && process.Lease.View.IsRunningAt(EdgeNow(edge));
}
