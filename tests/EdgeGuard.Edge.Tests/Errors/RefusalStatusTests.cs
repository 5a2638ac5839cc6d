using EdgeGuard.Edge.Errors;
using EdgeGuard.Engine.Decisions;

namespace EdgeGuard.Edge.Tests.Errors;

public class RefusalStatusTests
{
    public static TheoryData<Reason, int> Statuses => new()
    {
        { Reason.MissingPermission, 403 }, { Reason.MissingFeature, 403 }, { Reason.BundleExpired, 403 }, { Reason.MissingRole, 403 },
        { Reason.NoGrant, 403 }, { Reason.UnknownTenant, 403 }, { Reason.TenantSuspended, 403 }, { Reason.UnknownSubject, 403 },
        { Reason.UserInactive, 403 }, { Reason.SessionRevoked, 401 }, { Reason.StepUpRequired, 401 }, { Reason.RouteClosed, 403 },
        { Reason.TokenMissing, 401 }, { Reason.TokenInvalid, 401 }, { Reason.TokenExpired, 401 }, { Reason.InvalidRequest, 400 },
        { Reason.SnapshotMissing, 503 }, { Reason.SnapshotStale, 503 },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void Of_EachReason_IsThatOfTheContract(Reason reason, int status)
    {
        RefusalStatus.Of(reason).ShouldBe(status);
        (RefusalStatus.Challenge(reason) is not null).ShouldBe(status == 401);
        RefusalStatus.Title(reason).ShouldNotBeEmpty();
    }

    [Fact]
    public void Statuses_TableOfThisTest_HasEveryReason() =>
        Statuses.Select(row => row.Data.Item1).ShouldBe(Enum.GetValues<Reason>().Where(reason => reason != Reason.None), ignoreOrder: true);
}
