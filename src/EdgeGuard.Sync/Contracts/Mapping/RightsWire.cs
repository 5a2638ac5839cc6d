using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>What is given to whom, to the wire and back.</summary>
internal static class RightsWire
{
    /// <summary>Writes a change of this part; false for any other.</summary>
    public static bool TryWrite(ref MessagePackWriter writer, Change change)
    {
        switch (change)
        {
            case Change.RoleAssigned c:
                WireFrame.Begin(ref writer, ChangeKind.RoleAssigned, 6);
                WireNames.Write(ref writer, c.Holder, c.Tenant);
                WireText.Write(ref writer, c.Role);
                writer.Write(c.Inherit);
                Write(ref writer, c.Period);
                return true;
            case Change.RoleUnassigned c:
                WireFrame.Begin(ref writer, ChangeKind.RoleUnassigned, 3);
                WireNames.Write(ref writer, c.Holder, c.Tenant);
                WireText.Write(ref writer, c.Role);
                return true;
            case Change.PermissionAssigned c:
                WireFrame.Begin(ref writer, ChangeKind.PermissionAssigned, 5);
                WireHashes.Write(ref writer, c.User, c.Tenant);
                WireText.Write(ref writer, c.Pattern);
                writer.Write(c.Inherit);
                Write(ref writer, c.Period);
                return true;
            case Change.PermissionUnassigned c:
                WireFrame.Begin(ref writer, ChangeKind.PermissionUnassigned, 2);
                WireHashes.Write(ref writer, c.User, c.Tenant);
                WireText.Write(ref writer, c.Pattern);
                return true;
            case Change.PlanAssigned c:
                WireFrame.Begin(ref writer, ChangeKind.PlanAssigned, 6);
                WireNames.Write(ref writer, c.Holder);
                WireText.Write(ref writer, c.Plan);
                writer.Write(c.Inherit);
                writer.Write(c.ActiveFrom);
                writer.Write(c.ExpiresAt);
                return true;
            case Change.PlanUnassigned c:
                WireFrame.Begin(ref writer, ChangeKind.PlanUnassigned, 3);
                WireNames.Write(ref writer, c.Holder);
                WireText.Write(ref writer, c.Plan);
                return true;
            case Change.TenantFeaturePut c:
                WireFrame.Begin(ref writer, ChangeKind.TenantFeaturePut, 3);
                WireHashes.Write(ref writer, c.Tenant);
                WireText.Write(ref writer, c.Feature);
                writer.Write(c.ExpiresAt);
                return true;
            case Change.TenantFeatureRemoved c:
                WireFrame.Begin(ref writer, ChangeKind.TenantFeatureRemoved, 2);
                WireHashes.Write(ref writer, c.Tenant);
                WireText.Write(ref writer, c.Feature);
                return true;
            default:
                return TryWriteGrant(ref writer, change);
        }
    }

    /// <summary>Reads a change of this part; null for any other kind.</summary>
    public static Change? Read(ref MessagePackReader reader, ChangeKind kind)
    {
        switch (kind)
        {
            case ChangeKind.RoleAssigned:
                var (holder, at) = WireNames.ReadRoleHolder(ref reader);
                return new Change.RoleAssigned(holder, at, WireText.Read(ref reader), reader.ReadBoolean(), ReadPeriod(ref reader));
            case ChangeKind.RoleUnassigned:
                var (former, where) = WireNames.ReadRoleHolder(ref reader);
                return new Change.RoleUnassigned(former, where, WireText.Read(ref reader));
            case ChangeKind.PermissionAssigned:
                var (user, tenant) = WireHashes.ReadPair(ref reader);
                return new Change.PermissionAssigned(user, tenant, WireText.Read(ref reader), reader.ReadBoolean(), ReadPeriod(ref reader));
            case ChangeKind.PermissionUnassigned:
                var (formerUser, formerTenant) = WireHashes.ReadPair(ref reader);
                return new Change.PermissionUnassigned(formerUser, formerTenant, WireText.Read(ref reader));
            case ChangeKind.PlanAssigned:
                return new Change.PlanAssigned(
                    WireNames.ReadPlanHolder(ref reader), WireText.Read(ref reader), reader.ReadBoolean(), reader.ReadInt64(), reader.ReadInt64());
            case ChangeKind.PlanUnassigned:
                return new Change.PlanUnassigned(WireNames.ReadPlanHolder(ref reader), WireText.Read(ref reader));
            case ChangeKind.TenantFeaturePut:
                return new Change.TenantFeaturePut(WireHashes.Read(ref reader), WireText.Read(ref reader), reader.ReadInt64());
            case ChangeKind.TenantFeatureRemoved:
                return new Change.TenantFeatureRemoved(WireHashes.Read(ref reader), WireText.Read(ref reader));
            default:
                return ReadGrant(ref reader, kind);
        }
    }

    private static bool TryWriteGrant(ref MessagePackWriter writer, Change change)
    {
        switch (change)
        {
            case Change.GrantPut c:
                WireFrame.Begin(ref writer, ChangeKind.GrantPut, 8);
                WireNames.Write(ref writer, c.Tenant, c.Resource);
                WireNames.Write(ref writer, c.Grantee);
                WireText.Write(ref writer, c.Permission);
                Write(ref writer, c.Period);
                return true;
            case Change.GrantRemoved c:
                WireFrame.Begin(ref writer, ChangeKind.GrantRemoved, 6);
                WireNames.Write(ref writer, c.Tenant, c.Resource);
                WireNames.Write(ref writer, c.Grantee);
                WireText.Write(ref writer, c.Permission);
                return true;
            case Change.ResourceParentPut c:
                WireFrame.Begin(ref writer, ChangeKind.ResourceParentPut, 5);
                WireNames.Write(ref writer, c.Tenant, c.Resource);
                WireNames.Write(ref writer, c.Parent);
                return true;
            case Change.ResourceParentRemoved c:
                WireFrame.Begin(ref writer, ChangeKind.ResourceParentRemoved, 3);
                WireNames.Write(ref writer, c.Tenant, c.Resource);
                return true;
            default:
                return false;
        }
    }

    private static Change? ReadGrant(ref MessagePackReader reader, ChangeKind kind) => kind switch
    {
        ChangeKind.GrantPut => new Change.GrantPut(
            WireHashes.Read(ref reader), WireNames.ReadResource(ref reader), WireNames.ReadGrantee(ref reader), WireText.Read(ref reader),
            ReadPeriod(ref reader)),
        ChangeKind.GrantRemoved => new Change.GrantRemoved(
            WireHashes.Read(ref reader), WireNames.ReadResource(ref reader), WireNames.ReadGrantee(ref reader), WireText.Read(ref reader)),
        ChangeKind.ResourceParentPut => new Change.ResourceParentPut(
            WireHashes.Read(ref reader), WireNames.ReadResource(ref reader), WireNames.ReadResource(ref reader)),
        ChangeKind.ResourceParentRemoved => new Change.ResourceParentRemoved(WireHashes.Read(ref reader), WireNames.ReadResource(ref reader)),
        _ => null,
    };

    private static void Write(ref MessagePackWriter writer, ActivePeriod period)
    {
        writer.Write(period.From);
        writer.Write(period.Until);
    }

    private static ActivePeriod ReadPeriod(ref MessagePackReader reader) => new(reader.ReadInt64(), reader.ReadInt64());
}
