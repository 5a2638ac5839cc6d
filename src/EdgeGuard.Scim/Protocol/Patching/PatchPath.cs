using System.Text;
using EdgeGuard.Scim.Protocol.Filters;
using EdgeGuard.Scim.Protocol.Profiles;
using EdgeGuard.Scim.Protocol.Schemas;

namespace EdgeGuard.Scim.Protocol.Patching;

/// <summary>
/// The path of an operation: <c>attr</c>, <c>attr.sub</c>, <c>attr[filter]</c>, <c>attr[filter].sub</c>, each with or without a
/// URN in front, or the URN of an extension. <see cref="Filter"/> is what stood within the brackets.
/// </summary>
internal sealed record PatchPath(AttributePath Target, FilterNode? Filter)
{
    public static Result<PatchPath> Parse(string text, ResourceDefinition definition, Leniency leniency = Leniency.Strict)
    {
        if (Encoding.UTF8.GetByteCount(text) > ScimLimits.MaxFilterBytes)
            return ScimError.InvalidPath($"The path is longer than {ScimLimits.MaxFilterBytes} bytes.");

        var cursor = new FilterCursor(text);
        cursor.SkipBlanks();
        if (!definition.TryResolve(cursor.TakeWord(), out var target))
            return ScimError.InvalidPath($"A {definition.Name} has no attribute of that path.");

        FilterNode? filter = null;
        if (cursor.TryTake('['))
        {
            if (target is not { Sub: null, Attribute: { MultiValued: true, Type: AttributeType.Complex } attribute })
                return ScimError.InvalidPath($"{target} takes no filter: it is not a list of objects.");
            if (!FilterParser.ParseBrackets(cursor, target, definition, leniency).TryGet(out filter, out var error))
                return error;
            if (cursor.TryTake('.'))
            {
                if (!attribute.SubAttributes.TryFind(cursor.TakeWord(), out var sub))
                    return ScimError.InvalidPath($"{target} has no such sub-attribute.");
                target = target with { Sub = sub };
            }
        }

        cursor.SkipBlanks();
        return cursor.IsAtEnd ? new PatchPath(target, filter) : ScimError.InvalidPath($"The path fails at position {cursor.Position}.");
    }

    /// <summary>Whether <paramref name="text"/>, from which this was parsed, is what a resource itself has there: an attribute's own name or an extension's URN.</summary>
    public bool IsName(string text) =>
        Filter is null && Target.Sub is null
        && (Target.IsWholeExtension || (Target.Extension is null && text.Equals(Target.Attribute.Name, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Without the filter, which may hold personal data.</summary>
    public override string ToString() => Filter is null
        ? Target.ToString()
        : $"{Target with { Sub = null }}[…]{(Target.Sub is { } sub ? "." + sub.Name : "")}";
}
