using System.Runtime.CompilerServices;
using EdgeGuard.Engine.Hashing;

namespace EdgeGuard.Engine.Snapshots;

// The rows of the catalog, of nested groups and attributes, and of what is given to whom.
public static partial class RowDigest
{
    /// <summary>Hash of the row that says that a group is inside another.</summary>
    [SkipLocalsInit]
    public static Hash128 Nesting(DirectoryHasher hasher, Hash128 parent, Hash128 child) =>
        new Row(8, stackalloc byte[StackBytes]).Hash(parent).Hash(child).Hash(hasher);

    /// <summary>Hash of a user's attributes.</summary>
    [SkipLocalsInit]
    public static Hash128 Attributes(DirectoryHasher hasher, Hash128 user, string attributes) =>
        new Row(9, stackalloc byte[StackBytes]).Hash(user).Text(attributes).Hash(hasher);

    /// <summary>Hash of a feature row.</summary>
    [SkipLocalsInit]
    public static Hash128 Feature(DirectoryHasher hasher, Change.FeaturePut put) =>
        new Row(10, stackalloc byte[StackBytes]).Text(put.Key).Texts(put.LinkedPermissions.AsSpan()).Hash(hasher);

    /// <summary>Hash of a plan row.</summary>
    [SkipLocalsInit]
    public static Hash128 Plan(DirectoryHasher hasher, Change.PlanPut put) => new Row(11, stackalloc byte[StackBytes])
        .Text(put.Key).Texts(put.Features.AsSpan()).Text(put.DefaultTreatment).Text(put.Rules).Hash(hasher);

    /// <summary>Hash of a flag row.</summary>
    [SkipLocalsInit]
    public static Hash128 Flag(DirectoryHasher hasher, Change.FlagPut put) => new Row(12, stackalloc byte[StackBytes])
        .Text(put.Feature).Flag(put.On).Text(put.OffTreatment).Text(put.DefaultTreatment).Text(put.Rules).Hash(hasher);

    /// <summary>Hash of a plan assignment.</summary>
    [SkipLocalsInit]
    public static Hash128 PlanAssignment(DirectoryHasher hasher, Change.PlanAssigned put) => new Row(13, stackalloc byte[StackBytes])
        .Byte((byte)put.Holder.Kind).Hash(put.Holder.Hash).Text(put.Plan).Flag(put.Inherit).Number(put.ActiveFrom).Number(put.ExpiresAt).Hash(hasher);

    /// <summary>Hash of a role assignment.</summary>
    [SkipLocalsInit]
    public static Hash128 RoleAssignment(DirectoryHasher hasher, Change.RoleAssigned put) => new Row(14, stackalloc byte[StackBytes])
        .Byte((byte)put.Holder.Kind).Hash(put.Holder.Hash).Hash(put.Tenant).Text(put.Role).Flag(put.Inherit).Period(put.Period).Hash(hasher);

    /// <summary>Hash of a permission assignment.</summary>
    [SkipLocalsInit]
    public static Hash128 PermissionAssignment(DirectoryHasher hasher, Change.PermissionAssigned put) => new Row(15, stackalloc byte[StackBytes])
        .Hash(put.User).Hash(put.Tenant).Text(put.Pattern).Flag(put.Inherit).Period(put.Period).Hash(hasher);

    /// <summary>Hash of a grant.</summary>
    [SkipLocalsInit]
    public static Hash128 Grant(DirectoryHasher hasher, Change.GrantPut put) => new Row(16, stackalloc byte[StackBytes])
        .Hash(put.Tenant).Resource(put.Resource).Byte((byte)put.Grantee.Kind).Hash(put.Grantee.Hash).Text(put.Grantee.Role)
        .Text(put.Permission).Period(put.Period).Hash(hasher);

    /// <summary>Hash of the row that says where a resource lies.</summary>
    [SkipLocalsInit]
    public static Hash128 ResourceParent(DirectoryHasher hasher, Change.ResourceParentPut put) => new Row(17, stackalloc byte[StackBytes])
        .Hash(put.Tenant).Resource(put.Resource).Resource(put.Parent).Hash(hasher);

    private ref partial struct Row
    {
        public Row Period(ActivePeriod period) => Number(period.From).Number(period.Until);

        public Row Resource(ResourceName name) => Text(name.Type).Text(name.Id);
    }
}
