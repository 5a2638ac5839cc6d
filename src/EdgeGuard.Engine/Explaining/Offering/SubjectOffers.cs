using EdgeGuard.Engine.Directory;
using EdgeGuard.Engine.Explaining.Walking;
using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Explaining.Offering;

/// <summary>What stands before any question: the tenant, the user and its token, in the order in which a decision looks at them.</summary>
internal static class SubjectOffers
{
    public static void Add(Inquiry inquiry, List<Missing> missing)
    {
        if (inquiry.Tenant is null)
            missing.Add(new Missing(MissingKind.Tenant, "", [new Addition(AdditionKind.CreateTenant, "", Change: null)]));
        foreach (var level in inquiry.Levels)
        {
            if (level.Suspended)
                missing.Add(new Missing(MissingKind.Resumption, level.Key, [new Addition(AdditionKind.ResumeTenant, level.Key, Resume(inquiry, level))]));
        }

        if (!inquiry.IsHere)
        {
            missing.Add(new Missing(MissingKind.User, "", [new Addition(AdditionKind.CreateUser, "", Change: null)]));
            return;
        }

        if (!inquiry.IsActive)
            missing.Add(new Missing(MissingKind.Activation, "", [new Addition(AdditionKind.ActivateUser, "", Activate(inquiry))]));
        if (inquiry.NotBefore != 0 && inquiry.Claim.IssuedAt <= inquiry.NotBefore)
            missing.Add(new Missing(MissingKind.FreshToken, "", [new Addition(AdditionKind.SignIn, "", Change: null)]));
    }

    private static Change.TenantPut Resume(Inquiry inquiry, TenantRow level) =>
        new(level.Key, Suspended: false, inquiry.Model.Tenants.Above(level)?.Key ?? "");

    private static Change.UserPut Activate(Inquiry inquiry) =>
        new(inquiry.UserId, inquiry.Home!.Hash, Active: true, inquiry.NotBefore); // Not null: the user is here.
}
