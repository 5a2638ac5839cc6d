using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Resources;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>The operations on one multi-valued attribute.</summary>
internal sealed class PatchValues(ScimAttribute attribute, Leniency leniency, PendingFolds folds)
{
    public ScimError? Apply(JsonObject owner, PatchKind kind, PatchPath path, JsonElement value)
    {
        var elements = owner[attribute.Name] as JsonArray ?? [];
        var error = (path.Filter, path.Target.Sub) switch
        {
            (null, null) => kind switch
            {
                PatchKind.Add => Add(elements, path, value),
                PatchKind.Replace => Replace(elements, path, value),
                _ => Remove(elements, path, value),
            },
            (var filter, var sub) => ApplySelected(elements, kind, path, filter, sub, value),
        };
        if (error is not null)
            return error;
        folds.Add(attribute, elements);
        if (elements.Count > ScimLimits.MaxValues)
            folds.Fold(elements);
        if (elements.Count > ScimLimits.MaxValues)
            return ScimError.InvalidValue($"{path} would hold more than {ScimLimits.MaxValues} values.");
        if (elements.Count == 0)
            owner.Remove(attribute.Name);
        else if (elements.Parent is null)
            owner[attribute.Name] = elements;
        return null;
    }

    private ScimError? Add(JsonArray elements, PatchPath path, JsonElement value)
    {
        if (AttributeReader.Read(attribute, value, path.ToString(), leniency, out var node) is { } error)
            return error;
        folds.Fold(elements); // One of two equal values would be merged with, the other not.
        JsonNode? primary = null;
        foreach (var added in ElementMatch.Detach(node))
        {
            var element = ElementMatch.Find(attribute, elements, added);
            if (element is null)
                elements.Add(element = added);
            else
                ElementMatch.Merge(element, added);
            if (PrimaryValue.IsSet(added))
                primary = element;
        }

        if (primary is not null)
            PrimaryValue.Keep(elements, primary);
        return null;
    }

    private ScimError? Replace(JsonArray elements, PatchPath path, JsonElement value)
    {
        if (AttributeReader.Read(attribute, value, path.ToString(), leniency, out var node) is { } error)
            return error;
        elements.Clear();
        foreach (var element in ElementMatch.Detach(node))
            elements.Add(element);
        return null;
    }

    /// <summary>Entra removes with a value list (E22): only those go. An empty list names none; no value at all means the attribute.</summary>
    private ScimError? Remove(JsonArray elements, PatchPath path, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            elements.Clear();
            return null;
        }

        if (!leniency.Grants(Leniency.RemoveListed))
            return ScimError.InvalidValue($"remove of {path} takes no value: select values by a filter in the path.");
        if (AttributeReader.Read(attribute, value, path.ToString(), leniency, out var node) is { } error)
            return error;
        foreach (var removed in ElementMatch.Detach(node))
        {
            while (ElementMatch.Find(attribute, elements, removed) is { } element)
                elements.Remove(element);
        }

        return null;
    }

    private ScimError? ApplySelected(JsonArray elements, PatchKind kind, PatchPath path, FilterNode? filter, ScimAttribute? sub, JsonElement value)
    {
        if (SetsPrimary(sub))
            folds.Fold(elements); // One of two equal values would be made primary, the other not.
        var selected = elements.OfType<JsonObject>().Where(element => filter is null || FilterEvaluator.MatchesElement(filter, element)).ToList();
        if (kind == PatchKind.Remove)
        {
            foreach (var element in selected)
                RemoveFrom(elements, element, sub);
            return null;
        }

        if (ReadSelectedValue(path, sub, value, out var node) is { } error)
            return error;
        if (selected.Count == 0)
            return AddMissing(elements, path, filter, sub, node);

        foreach (var element in selected)
            Change(elements, kind, element, filter, sub, node);
        if (SetsPrimary(sub) && (sub is not null || PrimaryValue.IsSet(node)) && selected.Find(PrimaryValue.IsSet) is { } primary)
            PrimaryValue.Keep(elements, primary); // M8
        return null;
    }

    private ScimError? ReadSelectedValue(PatchPath path, ScimAttribute? sub, JsonElement value, out JsonNode? node)
    {
        if (sub is not null)
            return AttributeReader.Read(sub, value, path.ToString(), leniency, out node);
        if (leniency.Grants(Leniency.SingleValues) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() == 1)
            value = value[0];
        return AttributeReader.ReadOne(attribute, value, path.ToString(), leniency, out node);
    }

    private static void Change(JsonArray elements, PatchKind kind, JsonObject element, FilterNode? filter, ScimAttribute? sub, JsonNode? node)
    {
        if (node is null)
        {
            // A cleared value is removed; adding nothing changes nothing.
            if (kind == PatchKind.Replace)
                RemoveFrom(elements, element, sub);
            return;
        }

        if (sub is not null)
        {
            element[sub.Name] = node.DeepClone();
            return;
        }

        var given = node.AsObject();
        if (kind == PatchKind.Replace)
        {
            // What the filter said of the element still holds when the new value leaves it out.
            var kept = filter is null ? null : ElementMatch.FromFilter(filter);
            element.Clear();
            if (kept is not null)
                ElementMatch.Merge(element, kept);
        }

        ElementMatch.Merge(element, given);
    }

    /// <summary>
    /// RFC 7644 section 3.5.2.3 says noTarget (M10). Entra relies on the element being made (E11, E12, E37), with what the filter
    /// says of it and nothing else: never primary by itself.
    /// </summary>
    private ScimError? AddMissing(JsonArray elements, PatchPath path, FilterNode? filter, ScimAttribute? sub, JsonNode? node)
    {
        var made = filter is null ? [] : ElementMatch.FromFilter(filter);
        if (!leniency.Grants(Leniency.CreateUnmatched) || made is null)
            return ScimError.NoTarget($"{path} selects no value.");
        if (node is null)
            return null;

        if (sub is not null)
            made[sub.Name] = node;
        else
            ElementMatch.Merge(made, node.AsObject());
        if (ElementMatch.IsHollow(made))
            return null;
        elements.Add(made);
        if (PrimaryValue.IsSet(made))
            PrimaryValue.Keep(elements, made);
        return null;
    }

    private static void RemoveFrom(JsonArray elements, JsonObject element, ScimAttribute? sub)
    {
        if (sub is not null)
            element.Remove(sub.Name);
        if (sub is null || ElementMatch.IsHollow(element))
            elements.Remove(element);
    }

    /// <summary>Whether a change of this sub-attribute, or of the whole value, may make it the primary one.</summary>
    private static bool SetsPrimary(ScimAttribute? sub) => sub is null || string.Equals(sub.Name, PrimaryValue.Name, StringComparison.Ordinal);
}
