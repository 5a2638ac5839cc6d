using System.Diagnostics.CodeAnalysis;
using EdgeGuard.Scim.Admin.Bodies;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Storage;

namespace EdgeGuard.Scim.Admin;

/// <summary>The words of a connection's body.</summary>
internal static class ConnectionChoices
{
    public static readonly Choice<FenceMode> Fence = new("fence", ("strict", FenceMode.Strict), ("report", FenceMode.Report), ("off", FenceMode.Off));

    public static readonly Choice<ProfileKind> Profile = new("profile", [.. ProviderProfile.All.Select(profile => (profile.Name, profile.Kind))]);

    public static readonly Choice<Reassignment> Reassignment = new(
        "reassignment", ("restore", Protocol.Profiles.Reassignment.Restore), ("conflict", Protocol.Profiles.Reassignment.Conflict));

    public static readonly Choice<RetiredNames> RetiredNames = new(
        "retiredNames", ("reusable", Protocol.Profiles.RetiredNames.Reusable), ("reserved", Protocol.Profiles.RetiredNames.Reserved));

    public static readonly Choice<GroupNames> GroupNames = new(
        "groupNames", ("separate", Protocol.Profiles.GroupNames.Separate), ("adopt", Protocol.Profiles.GroupNames.Adopt));

    /// <summary>Reads a body; what it leaves out is the default: that of its profile, for a policy.</summary>
    public static bool TryRead(ConnectionBody body, [NotNullWhen(true)] out ConnectionSettings? settings, [NotNullWhen(false)] out string? fault)
    {
        settings = null;
        fault = null;
        if (!Fence.TryParse(body.Fence, FenceMode.Strict, out var fence))
            fault = Fence.Fault;
        if (!Profile.TryParse(body.Profile, ProfileKind.Any, out var kind))
            fault = Profile.Fault;
        var profile = ProviderProfile.Of(kind);
        if (!Reassignment.TryParse(body.Reassignment, profile.Reassignment, out var reassignment))
            fault = Reassignment.Fault;
        if (!RetiredNames.TryParse(body.RetiredNames, profile.RetiredNames, out var retiredNames))
            fault = RetiredNames.Fault;
        if (!GroupNames.TryParse(body.GroupNames, profile.GroupNames, out var groupNames))
            fault = GroupNames.Fault;
        if (fault is not null)
            return false;
        settings = new ConnectionSettings(fence, body.FenceLosses, kind, reassignment, retiredNames, groupNames);
        return true;
    }
}
