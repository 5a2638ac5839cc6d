using System.Text.Json;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// Turns the membership part of a group's PATCH into deltas. Members are named by id and nothing else, so a group of 50,000 is
/// never read in order to change one, and two PATCHes at once cannot undo each other.
/// </summary>
internal static class MembershipPatch
{
    public static Result<GroupPatch> Split(PatchRequest patch)
    {
        var membership = new MembershipOperations();
        var others = new List<PatchOperation>(patch.Operations.Count);
        for (int i = 0; i < patch.Operations.Count; i++)
        {
            var operation = patch.Operations[i];
            var error = operation.Path is { } text
                ? ReadPath(operation, text, patch.Leniency, membership, others)
                : ReadProperties(operation, patch.Leniency, membership, others);
            if (error is not null)
                return error with { Detail = $"Operation {i + 1}: {error.Detail}" };
        }

        return new GroupPatch(membership.All, patch with { Operations = others });
    }

    private static ScimError? ReadPath(PatchOperation operation, string text, Leniency leniency, MembershipOperations membership, List<PatchOperation> others)
    {
        if (!PatchPath.Parse(text, ResourceDefinition.Group, leniency).TryGet(out var path, out var error))
        {
            if (!ForeignPath.IsPassedOver(ResourceDefinition.Group, text, leniency))
                return error;
            others.Add(operation);
            return null;
        }

        if (ReferenceEquals(path.Target.Attribute, GroupSchema.Members))
            return ReadMembers(operation.Kind, path, operation.Value, leniency, membership);
        others.Add(operation);
        return null;
    }

    /// <summary>With other keys beside <c>members</c> the operation stays among the others; the applier passes over <c>members</c>.</summary>
    private static ScimError? ReadProperties(PatchOperation operation, Leniency leniency, MembershipOperations membership, List<PatchOperation> others)
    {
        if (operation.Value.ValueKind != JsonValueKind.Object)
        {
            others.Add(operation);
            return null;
        }

        bool hasOthers = false;
        foreach (var property in operation.Value.EnumerateObject())
        {
            bool named = PatchPath.Parse(property.Name, ResourceDefinition.Group, leniency).TryGet(out var path, out _)
                && ReferenceEquals(path.Target.Attribute, GroupSchema.Members);
            hasOthers |= !named || !path!.IsName(property.Name); // named: it was parsed

            // Null is "not set" where a piece of a resource is sent (E3); only a list, even an empty one, speaks of the members.
            if (named && property.Value.ValueKind != JsonValueKind.Null
                && ReadMembers(operation.Kind, path!, property.Value, leniency, membership) is { } error) // named: it was parsed
            {
                return error;
            }
        }

        if (hasOthers)
            others.Add(operation);
        return null;
    }

    private static ScimError? ReadMembers(PatchKind kind, PatchPath path, JsonElement value, Leniency leniency, MembershipOperations membership)
    {
        if (path.Target.Sub is not null || (path.Filter is not null && kind != PatchKind.Remove))
            return ScimError.Mutability("A member can be added and removed, not changed.");
        if (path.Filter is not null)
            return RemoveSelected(path.Filter, membership);
        if (kind == PatchKind.Remove && value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            membership.Append(MembershipKind.RemoveAll, []);
            return null;
        }

        if (kind == PatchKind.Remove && !leniency.Grants(Leniency.RemoveListed))
            return ScimError.InvalidValue("remove of members takes no value: select them by a filter in the path.");

        // E22: a remove with a value list takes those members and never the whole group, whatever RFC 7644 leaves open.
        if (MemberReader.Read(value, path.ToString(), leniency, out var members) is { } error)
            return error;
        membership.Append(
            kind switch
            {
                PatchKind.Add => MembershipKind.Add,
                PatchKind.Remove => MembershipKind.Remove,
                _ => MembershipKind.Replace,
            },
            members);
        return null;
    }

    private static ScimError? RemoveSelected(FilterNode filter, MembershipOperations membership)
    {
        var ids = new List<string>();
        foreach (var term in filter is FilterNode.Or or ? or.Terms : [filter])
        {
            if (term is not FilterNode.Comparison { Operator: FilterOperator.Eq, Path.Sub.Name: "value", Value: { Kind: FilterValueKind.String, Text: { } id } })
                return ScimError.InvalidFilter("Members are selected by value eq, one or several joined by or.");
            ids.Add(id);
        }

        membership.Append(MembershipKind.Remove, ids);
        return null;
    }
}
