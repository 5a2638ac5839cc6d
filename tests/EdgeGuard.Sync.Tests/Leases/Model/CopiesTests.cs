using System.Reflection;
using EdgeGuard.Sync.Leases;
using EdgeGuard.Sync.Leases.Granting;
using EdgeGuard.Sync.Leases.Holding;

namespace EdgeGuard.Sync.Tests.Leases.Model;

/// <summary>A member that is not copied would make the model blind without a test failing.</summary>
public sealed class CopiesTests
{
    public static TheoryData<Type, int> Types => new()
    {
        /* _length is for figures */ { typeof(EdgeLease), 5 }, { typeof(HolderState), 12 }, { typeof(AskLog), 2 }, { typeof(LeaseView), 2 }, { typeof(DigestHistory), 1 },
        { typeof(LeaseAuthority), 4 }, { typeof(AuthorityState), 17 }, { typeof(EdgeRecord), 5 }, { typeof(Confirmation), 4 },
        { typeof(Fence), 6 }, { typeof(LeaseTick), 4 }, { typeof(ScimWatch), 2 }, { typeof(ScimWatchState), 5 },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Copy_EachMachine_KnowsAllItsFields(Type type, int copied)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public);

        fields.Length.ShouldBe(copied, $"Copies and Fingerprint must know: {string.Join(", ", fields.Select(field => field.Name))}");
    }
}
