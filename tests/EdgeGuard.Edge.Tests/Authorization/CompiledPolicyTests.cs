using EdgeGuard.Edge.Authorization;
using EdgeGuard.Edge.Tests.Hosting;
using EdgeGuard.Engine.Decisions;
using EdgeGuard.Engine.Snapshots;
using EdgeGuard.Sync.Following;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Edge.Tests.Authorization;

public class CompiledPolicyTests
{
    public static TheoryData<string, Reason> Cases => new()
    {
        { "", Reason.None },
        { "AllPermissions=documents.read", Reason.None },
        { "AllPermissions=documents.read,documents.delete", Reason.MissingPermission },
        { "AnyPermissions=documents.delete,documents.read", Reason.None },
        { "AnyPermissions=documents.delete,documents.write", Reason.MissingPermission },
        { "AllRoles=viewer", Reason.None },
        { "AllRoles=viewer,admin", Reason.MissingRole },
        { "AnyRoles=admin,viewer", Reason.None },
        { "AnyRoles=admin,owner", Reason.MissingRole },
        { "AllFeatures=reports", Reason.None },
        { "AllFeatures=reports,exports", Reason.MissingFeature },
        { "AllFeatures=reports,old", Reason.BundleExpired },
        { "AnyFeatures=old,reports", Reason.None },
        { "AnyFeatures=old,exports", Reason.BundleExpired },
        { "AllPermissions=documents.read;AnyRoles=admin;AllFeatures=reports", Reason.MissingRole },
        { "AllPermissions=documents.delete;AllRoles=admin;AllFeatures=exports", Reason.MissingPermission },
        { "AllPermissions=documents.read;AnyRoles=viewer;AllFeatures=reports", Reason.None },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_EachRequirement_DeniesByTheFirstThatIsNotMet(string policy, Reason reason)
    {
        var (snapshot, now) = World();
        var claim = new SubjectClaim(TestDirectory.Tenant, TestDirectory.Alias("ada"), SubjectClaim.NoToken);

        var decision = new CompiledPolicy("p", Parse(policy)).Decide(snapshot, claim, now, out var subject);

        decision.ShouldBe(new Decision(reason, snapshot.Version));
        subject.User.ShouldBe(TestDirectory.Id("ada"));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decide_UnknownSubject_IsDeniedWhateverIsRequired(string policy, Reason reason)
    {
        _ = reason;
        var (snapshot, now) = World();
        var claim = new SubjectClaim(TestDirectory.Tenant, TestDirectory.Alias("eve"), SubjectClaim.NoToken);

        new CompiledPolicy("p", Parse(policy)).Decide(snapshot, claim, now, out _).Reason.ShouldBe(Reason.UnknownSubject);
    }

    [Fact]
    public void Decide_Warm_DoesNotAllocate()
    {
        var (snapshot, now) = World();
        var claim = new SubjectClaim(TestDirectory.Tenant, TestDirectory.Alias("ada"), SubjectClaim.NoToken);
        var policy = new CompiledPolicy("p", Parse("AllPermissions=documents.read;AnyRoles=admin,viewer;AllFeatures=reports"));
        policy.Decide(snapshot, claim, now, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            policy.Decide(snapshot, claim, now, out _);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static (Snapshot Snapshot, long Now) World()
    {
        var now = EdgeRig.Start.ToUnixTimeMilliseconds();
        var lease = new EdgeLease(new TestLeaseClock());
        var state = new SnapshotState(lease);
        var directory = new TestDirectory(state, lease);
        directory.Found();
        directory.AddViewer("ada");
        directory.Apply(new Change.TenantFeaturePut(TestDirectory.Tenant, "old", now - 1));
        return (state.Current!, now);
    }

    private static PolicyOptions Parse(string text)
    {
        var options = new PolicyOptions();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, values) = (part.Split('=')[0], part.Split('=')[1].Split(','));
            var list = (IList<string>)typeof(PolicyOptions).GetProperty(name)!.GetValue(options)!;
            foreach (var value in values)
                list.Add(value);
        }

        return options;
    }
}
