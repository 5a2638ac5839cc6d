using EdgeGuard.Engine.Snapshots;

namespace EdgeGuard.Engine.Grants;

/// <summary>The rules of resource names, and how a fault names resources.</summary>
internal static class ResourceNames
{
    private const int MaxNamed = 8;
    private const int MaxShown = 64;

    /// <summary>The rule that a name breaks, or null.</summary>
    public static string? FaultOf(ResourceName name, string what) =>
        StateText.Fault(name.Type, what + "'s type", ResourceName.MaxTypeLength) ?? StateText.Fault(name.Id, what + "'s id", ResourceName.MaxIdLength);

    /// <summary>The rule that a name breaks which is to be taken out, and may be one that no resource can have; or null.</summary>
    public static string? NameFaultOf(ResourceName name, string what) => StateText.NameFault(name.Type, what + "'s type") ?? StateText.NameFault(name.Id, what + "'s id");

    /// <summary>The fault of resources that lie in each other, from one back to the same: all of a short circle, both ends of a long one.</summary>
    public static string Circle(IEnumerable<ResourceName> circle)
    {
        var shown = circle.Select(name => Shown(name.Type) + ":" + Shown(name.Id)).ToList();
        if (shown.Count > MaxNamed)
            shown = [.. shown[..(MaxNamed / 2)], "… " + (shown.Count - MaxNamed) + " more …", .. shown[^(MaxNamed / 2)..]];
        return "a resource that would lie in itself: " + string.Join(" in ", shown);
    }

    private static string Shown(string text) => text.Length <= MaxShown ? text : text[..MaxShown] + "…";
}
