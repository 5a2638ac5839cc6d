using EdgeGuard.Engine.Snapshots;
using MessagePack;

namespace EdgeGuard.Sync.Contracts.Mapping;

/// <summary>Roles, features, plans and flags, to the wire and back.</summary>
internal static class CatalogWire
{
    /// <summary>Writes a change of this part; false for any other.</summary>
    public static bool TryWrite(ref MessagePackWriter writer, Change change)
    {
        switch (change)
        {
            case Change.RolePut c:
                return Write(ref writer, c);
            case Change.RoleRemoved c:
                WireFrame.Begin(ref writer, ChangeKind.RoleRemoved, 2);
                WireText.Write(ref writer, c.Scope);
                WireText.Write(ref writer, c.Key);
                return true;
            case Change.FeaturePut c:
                WireFrame.Begin(ref writer, ChangeKind.FeaturePut, 2);
                WireText.Write(ref writer, c.Key);
                WireText.Write(ref writer, c.LinkedPermissions);
                return true;
            case Change.FeatureRemoved c:
                return WriteKey(ref writer, ChangeKind.FeatureRemoved, c.Key);
            case Change.PlanPut c:
                WireFrame.Begin(ref writer, ChangeKind.PlanPut, 4);
                WireText.Write(ref writer, c.Key);
                WireText.Write(ref writer, c.Features);
                WireText.Write(ref writer, c.DefaultTreatment);
                WireText.Write(ref writer, c.Rules, MessageLimits.MaxJsonBytes);
                return true;
            case Change.PlanRemoved c:
                return WriteKey(ref writer, ChangeKind.PlanRemoved, c.Key);
            case Change.FlagPut c:
                WireFrame.Begin(ref writer, ChangeKind.FlagPut, 5);
                WireText.Write(ref writer, c.Feature);
                writer.Write(c.On);
                WireText.Write(ref writer, c.OffTreatment);
                WireText.Write(ref writer, c.DefaultTreatment);
                WireText.Write(ref writer, c.Rules, MessageLimits.MaxJsonBytes);
                return true;
            case Change.FlagRemoved c:
                return WriteKey(ref writer, ChangeKind.FlagRemoved, c.Feature);
            default:
                return false;
        }
    }

    /// <summary>Reads a change of this part, of which <paramref name="fields"/> known fields are there; null for any other kind.</summary>
    public static Change? Read(ref MessagePackReader reader, ChangeKind kind, int fields)
    {
        switch (kind)
        {
            case ChangeKind.RolePut:
                return new Change.RolePut(WireText.Read(ref reader), WireText.Read(ref reader), WireText.ReadList(ref reader))
                {
                    Parents = fields > 3 ? WireText.ReadList(ref reader) : [],
                };
            case ChangeKind.RoleRemoved:
                return new Change.RoleRemoved(WireText.Read(ref reader), WireText.Read(ref reader));
            case ChangeKind.FeaturePut:
                return new Change.FeaturePut(WireText.Read(ref reader), WireText.ReadList(ref reader));
            case ChangeKind.FeatureRemoved:
                return new Change.FeatureRemoved(WireText.Read(ref reader));
            case ChangeKind.PlanPut:
                return new Change.PlanPut(WireText.Read(ref reader), WireText.ReadList(ref reader), WireText.Read(ref reader), ReadRules(ref reader));
            case ChangeKind.PlanRemoved:
                return new Change.PlanRemoved(WireText.Read(ref reader));
            case ChangeKind.FlagPut:
                return new Change.FlagPut(
                    WireText.Read(ref reader), reader.ReadBoolean(), WireText.Read(ref reader), WireText.Read(ref reader), ReadRules(ref reader));
            case ChangeKind.FlagRemoved:
                return new Change.FlagRemoved(WireText.Read(ref reader));
            default:
                return null;
        }
    }

    // A role without parents is written as it was before there were any.
    private static bool Write(ref MessagePackWriter writer, Change.RolePut role)
    {
        WireFrame.Begin(ref writer, ChangeKind.RolePut, role.Parents.IsEmpty ? 3 : 4);
        WireText.Write(ref writer, role.Scope);
        WireText.Write(ref writer, role.Key);
        WireText.Write(ref writer, role.Patterns);
        if (!role.Parents.IsEmpty)
            WireText.Write(ref writer, role.Parents);
        return true;
    }

    private static bool WriteKey(ref MessagePackWriter writer, ChangeKind kind, string key)
    {
        WireFrame.Begin(ref writer, kind, 1);
        WireText.Write(ref writer, key);
        return true;
    }

    private static string ReadRules(ref MessagePackReader reader) => WireText.Read(ref reader, MessageLimits.MaxJsonBytes);
}
