using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Hashing;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Benchmarks.Engine;

/// <summary>E1 to E3: decisions about random users, against a pointer chase through as much memory.</summary>
internal sealed class DecisionTargets
{
    private const int Checks = 400_000;
    private const int Batch = 50;

    private readonly Directory _directory;
    private readonly Snapshot _snapshot;
    private readonly Hash128[] _tenants;
    private readonly int[] _asked = new int[Checks];
    private readonly char[] _ids = new char[Checks * Directory.IdLength];
    private readonly SubjectQuestion[] _ofMany = new SubjectQuestion[Checks];
    private readonly SubjectQuestion[] _ofOne = new SubjectQuestion[Checks];
    private readonly Decision[] _decisions = new Decision[Batch];
    private int _allowed;

    public DecisionTargets(Directory directory, Snapshot snapshot)
    {
        (_directory, _snapshot) = (directory, snapshot);
        _tenants = [.. Enumerable.Range(0, directory.Tenants).Select(tenant => directory.Hasher.Tenant(Directory.TenantKey(tenant)))];
        var random = new Random(7);
        for (var i = 0; i < Checks; i++)
        {
            var user = random.Next(directory.Users);
            _asked[i] = user / Directory.UsersPerTenant;
            Directory.WriteId(user, _ids.AsSpan(i * Directory.IdLength));
            _ofMany[i] = new SubjectQuestion(directory.Claim(user), directory.Questions[i & 3]);
            _ofOne[i] = new SubjectQuestion(_ofMany[i / Batch * Batch].Claim, directory.Questions[i & 3]);
        }
    }

    /// <summary>Pieces of work to be timed beside others.</summary>
    public Action OneByOne => CheckIds;

    public void Run(TargetReport report, long snapshotBytes)
    {
        var chase = new PointerChase(snapshotBytes, new Random(9));
        var times = new Interleaved(() => chase.Run(Checks), CheckIds, CheckClaims, () => CheckBatches(_ofMany), () => CheckBatches(_ofOne), HashIds);
        report.Line("E1 decision / pointer chase", times.Ratio(1), _directory.Users >= 10_000_000 ? 1.5 : 1.35, "x", $"{times.Nanoseconds(1) / Checks:F0} ns, of which the hash of the id {times.Nanoseconds(5) / Checks:F0}; the chase {times.Nanoseconds(0) / Checks:F0}");
        report.Figure("   the same, the id hashed before", times.Ratio(2), "x");
        report.Line("E2 fifty users in a batch, each check", times.Nanoseconds(3) / Checks, 45, "ns", $"{times.Ratio(3):F2} x the chase");
        report.Line("E2 fifty questions about one user, each", times.Nanoseconds(4) / Checks, 45, "ns", $"{times.Ratio(4):F2} x the chase");

        var bytes = GC.GetAllocatedBytesForCurrentThread();
        CheckIds();
        CheckBatches(_ofMany);
        report.Line("E3 bytes allocated a decision", (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / Checks, 0, "B");
    }

    private void CheckIds()
    {
        for (var i = 0; i < Checks; i++)
        {
            var claim = new SubjectClaim(_tenants[_asked[i]], HashOf(i), SubjectClaim.NoToken);
            _allowed += _snapshot.Check(claim, _directory.Questions[i & 3], now: 0).Allowed ? 1 : 0;
        }
    }

    private void CheckClaims()
    {
        foreach (var check in _ofMany)
            _allowed += _snapshot.Check(check.Claim, check.Question, now: 0).Allowed ? 1 : 0;
    }

    private void CheckBatches(SubjectQuestion[] checks)
    {
        for (var i = 0; i < Checks; i += Batch)
        {
            _snapshot.CheckAll(checks.AsSpan(i, Batch), now: 0, _decisions);
            _allowed += _decisions[0].Allowed ? 1 : 0;
        }
    }

    private void HashIds()
    {
        for (var i = 0; i < Checks; i++)
            _allowed += (int)HashOf(i).Low & 1;
    }

    private Hash128 HashOf(int check) =>
        _directory.Hasher.Subject(_tenants[_asked[check]], SubjectKeyKind.Id, _ids.AsSpan(check * Directory.IdLength, Directory.IdLength));
}
