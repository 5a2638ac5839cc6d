using BenchmarkDotNet.Attributes;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>One decision about a random user at three sizes, against a constant answer.</summary>
[MemoryDiagnoser]
public class CheckBenchmarks
{
    private const int Claims = 1 << 16;

    private readonly SubjectClaim[] _claims = new SubjectClaim[Claims];
    private Question[] _questions = [];
    private Snapshot? _snapshot;
    private DirectoryHasher? _hasher;
    private int _next;

    [Params(1_000, 100_000, 1_000_000)]
    public int Users { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var directory = new Directory(Users, distinct: false);
        (_snapshot, _hasher, _questions) = (directory.Build(), directory.Hasher, directory.Questions);
        var random = new Random(1);
        for (var i = 0; i < Claims; i++)
            _claims[i] = directory.Claim(random.Next(Users));
        if (_claims.Any(claim => _snapshot.Resolve(claim).Reason != Reason.None) || !_claims.Any(claim => _snapshot.Check(claim, _questions[0], 0).Allowed))
            throw new InvalidOperationException("The directory does not answer as it should.");
    }

    [Benchmark(Baseline = true)]
    public Decision Constant() => new(_questions[_next++ & 3].Kind == QuestionKind.Permission ? Reason.None : Reason.MissingPermission, 1);

    [Benchmark]
    public Decision Check()
    {
        var next = _next++;
        return _snapshot!.Check(_claims[next & (Claims - 1)], _questions[next & 3], now: 0); // Not null: Setup ran.
    }

    [Benchmark]
    public Hash128 HashId() => _hasher!.Subject(_claims[0].Tenant, SubjectKeyKind.ExternalId, "user-000000000000042"); // Not null: Setup ran.
}
