using BenchmarkDotNet.Attributes;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>One change applied to a snapshot, a new one built: what the follower does for each entry of the log.</summary>
[MemoryDiagnoser]
public class ApplyBenchmarks
{
    private const int Changes = 1 << 12;

    private readonly Change[] _statuses = new Change[Changes];
    private readonly Change[] _members = new Change[Changes];
    private Snapshot? _snapshot;
    private int _next;

    [Params(1_000, 1_000_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var directory = new Directory(Users, distinct: false);
        _snapshot = directory.Build();
        var random = new Random(1);
        for (var i = 0; i < Changes; i++)
        {
            var user = random.Next(Users);
            _statuses[i] = new Change.UserPut(directory.User(user), directory.Tenant(user), Active: i % 2 == 0, NotBefore: 0);
            _members[i] = new Change.MemberAdded(directory.Group(user / Directory.UsersPerTenant, random.Next(Directory.GroupsPerTenant)), directory.User(user));
        }
    }

    [Benchmark(Baseline = true)]
    public Snapshot Status() => Apply(_statuses[_next++ & (Changes - 1)]);

    [Benchmark]
    public Snapshot Membership() => Apply(_members[_next++ & (Changes - 1)]);

    // Always from the first snapshot, so that every run meets the same state.
    private Snapshot Apply(Change change)
    {
        var builder = _snapshot!.ToBuilder(); // Not null: Setup ran.
        Directory.Apply(builder, change);
        return builder.Build(_snapshot.Epoch, 2);
    }
}
